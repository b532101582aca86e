//! The vault.

pub const VAULT: &str = "Vault";
pub const VAULT_MEANS: &str = "Keeps connections in this browser, sealed under a passphrase that nobody else knows and nobody can bring back.";
pub const UNLOCK: &str = "Unlock";
pub const UNLOCK_THE_VAULT: &str = "Unlock the vault";
pub const UNLOCK_HINT: &str = "This browser keeps connections in a vault. It is locked.";
pub const PASSPHRASE: &str = "Passphrase";
pub const PASSPHRASE_NOW: &str = "Passphrase now";
pub const PASSPHRASE_NEW: &str = "New passphrase";
pub const PASSPHRASE_AGAIN: &str = "The same again";
pub const PASSPHRASE_TOO_SHORT: &str = "Use eight characters at least; several words are better.";
pub const PASSPHRASE_WEAK: &str =
    "Weak: whoever copies this browser’s files can guess it. Use several words.";
pub const PASSPHRASE_FAIR: &str = "Fair: it holds for a while. A word or two more makes it good.";
pub const PASSPHRASE_GOOD: &str =
    "Good: it is hard to guess. It cannot be brought back when it is forgotten.";
pub const PASSPHRASE_HINT: &str = "Several words that do not belong together";
pub const PASSPHRASES_DIFFER: &str = "The two are not the same.";
pub const VAULT_ABSENT: &str = "There is none";
pub const VAULT_LOCKED: &str = "Locked";
pub const VAULT_OPEN: &str = "Open";
pub const VAULT_UNREADABLE: &str = "Cannot be read";
pub const CREATE_VAULT: &str = "Create a vault";
pub const LOCK_VAULT: &str = "Lock the vault";
pub const CHANGE_PASSPHRASE: &str = "Change the passphrase";
pub const PASSPHRASE_CHANGED: &str = "The vault has a new passphrase.";
pub const FORGET_VAULT: &str = "Forget the vault";
pub const FORGET_VAULT_TITLE: &str = "Forget the vault?";
pub const FORGET_VAULT_MEANS: &str = "It is removed from this browser with everything in it. The keys stay good at the wallet systems; you enter them again where you need them.";
pub const VAULT_NOT_OPENED: &str = "It did not open.";
pub const VAULT_NOT_OPENED_MEANS: &str =
    "The passphrase is another one, or the vault was changed from outside. Nothing is lost by trying again.";
pub const VAULT_WAIT: &str = "Not yet.";
pub const VAULT_DAMAGED: &str = "The vault is damaged.";
pub const VAULT_DAMAGED_MEANS: &str = "What this browser keeps is not a whole vault. It is left as it is until you forget it; it cannot be opened.";
pub const VAULT_OTHER_VERSION: &str = "Another version of Purser wrote this vault.";
pub const VAULT_OTHER_VERSION_MEANS: &str =
    "This one does not open it and does not write over it. Use the version that wrote it, or forget it.";
pub const NO_CRYPTOGRAPHY: &str = "This browser cannot seal anything here.";
pub const NO_CRYPTOGRAPHY_MEANS: &str =
    "It offers its cryptography only over https or on this machine. Keep the key in memory.";
pub const VAULT_NOT_KEPT: &str = "This browser did not keep it.";
pub const VAULT_NOT_KEPT_MEANS: &str =
    "Its storage is full or switched off, or another tab has just made a vault. Nothing was written over.";
pub const VAULT_LOCKED_MEANWHILE: &str = "The vault was locked meanwhile.";
pub const VAULT_LOCKED_MEANWHILE_MEANS: &str = "Nothing was changed. Unlock it and do it again.";

pub fn wait_seconds(seconds: i64) -> String {
    if seconds < 120 { format!("Wait {seconds} s") } else { format!("Wait {} min", (seconds + 59) / 60) }
}

pub fn wait_means(seconds: i64) -> String {
    format!("{} after a wrong passphrase; each one takes longer than the one before.", wait_seconds(seconds))
}
