//! Who the customers are and what they buy.

/// First names.
pub const FIRST_NAMES: &[&str] = &[
    "Aroha", "Amelia", "Anton", "Beatriz", "Bram", "Camille", "Chidi", "Clara", "Dario", "Deepika", "Edith",
    "Elias", "Emeka", "Farah", "Felix", "Freya", "Gareth", "Greta", "Hana", "Henrik", "Imogen", "Isak",
    "Jonas", "Julia", "Kaia", "Kenji", "Leila", "Liam", "Maren", "Mateo", "Mei", "Nadia", "Niamh", "Noah",
    "Olga", "Omar", "Paloma", "Pascal", "Quentin", "Rania", "Rasmus", "Rosa", "Samir", "Saoirse", "Sofia",
    "Tama", "Tessa", "Tomás", "Uma", "Viktor", "Wanjiru", "Wen", "Yara", "Yusuf", "Zoë", "Łukasz",
];

/// Last names.
pub const LAST_NAMES: &[&str] = &[
    "Abara",
    "Andersen",
    "Bauer",
    "Benali",
    "Blanchard",
    "Brown",
    "Castro",
    "Chen",
    "Costa",
    "Dalgaard",
    "Diallo",
    "Dubois",
    "Evans",
    "Farkas",
    "Fischer",
    "Garcia",
    "Haddad",
    "Hughes",
    "Ivanova",
    "Jansen",
    "Kaur",
    "Keller",
    "Kowalski",
    "Larsen",
    "Lindqvist",
    "Marino",
    "Mbeki",
    "Moreau",
    "Murphy",
    "Nakamura",
    "Ngata",
    "Novak",
    "O’Brien",
    "Okafor",
    "Oliveira",
    "Park",
    "Patel",
    "Petrov",
    "Quinn",
    "Rahman",
    "Rossi",
    "Sato",
    "Schmidt",
    "Silva",
    "Smith",
    "Söderberg",
    "Tanaka",
    "Te Rangi",
    "Thompson",
    "Vega",
    "Walker",
    "Weber",
    "Williams",
    "Yilmaz",
    "Zhang",
];

/// The domains of their addresses, which nobody can have.
pub const DOMAINS: &[&str] = &["example.org", "example.com", "example.net"];

/// What kinds of user a merchant tells apart.
pub const USER_KINDS: &[&str] = &["regular", "regular", "regular", "team", "partner"];

/// What is bought from the first merchant.
pub const WORKSPACE_ITEMS: &[&str] = &[
    "Day pass",
    "Meeting room, 2 h",
    "Hot desk, monthly",
    "Dedicated desk",
    "Phone booth, 30 min",
    "Printing",
    "Event space deposit",
    "Locker rental",
    "Parking, day",
    "Guest pass",
    "Virtual office",
    "Coffee subscription",
];

/// What is bought from the second.
pub const COFFEE_ITEMS: &[&str] = &[
    "Flat white",
    "Filter coffee",
    "Cardamom bun",
    "Espresso",
    "Beans, 250 g",
    "Oat cortado",
    "Lunch plate",
    "Iced latte",
    "Brewing class",
];

/// Why a merchant gives or takes.
pub const REASONS: &[&str] = &[
    "Goodwill credit",
    "Referral bonus",
    "Correction of invoice",
    "Loyalty reward",
    "Welcome gift",
    "Service outage credit",
];

/// What promotional money is called.
pub const PROMOTIONS: &[&str] =
    &["Spring promotion", "Summer promotion", "Autumn promotion", "Birthday credit", "Partner week"];

/// Why something is voided.
pub const VOID_REASONS: &[&str] = &["Customer cancelled", "Booked twice", "Wrong amount", "Room unavailable"];

/// Why a card is declined, with the code.
pub const DECLINES: &[(&str, &str)] = &[
    ("Do not honour", "05"),
    ("Expired card", "54"),
    ("Insufficient funds", "51"),
    ("Suspected fraud", "59"),
];

/// Where they live, and a postal code there.
pub const PLACES: &[(&str, &str)] = &[
    ("NZL", "6011"),
    ("DEU", "10115"),
    ("GBR", "EC1A 1BB"),
    ("USA", "94107"),
    ("FRA", "75011"),
    ("POL", "00-001"),
];

/// A word in the letters that an address can have.
pub fn plain(name: &str) -> String {
    name.chars()
        .filter_map(|character| match character {
            'á' | 'Á' => Some('a'),
            'ë' => Some('e'),
            'ö' => Some('o'),
            'Ł' => Some('l'),
            other if other.is_ascii_alphabetic() => Some(other.to_ascii_lowercase()),
            _ => None,
        })
        .collect()
}
