//! Clicked, given the focus, filled in, as a person does it.

use std::panic::Location;

use serde_json::json;
use thirtyfour::error::{WebDriverErrorInner, WebDriverResult, no_such_element};
use thirtyfour::{Key, WebElement};

use super::locator::{Locator, MIDDLE};

/// A press on what is disabled does nothing, and nobody is told: it is waited for as a person would.
async fn is_enabled(element: &WebElement) -> WebDriverResult<()> {
    if element.is_enabled().await? { Ok(()) } else { Err(no_such_element("it is disabled".to_owned())) }
}

impl Locator<'_> {
    #[track_caller]
    pub fn click(&self) -> impl Future<Output = ()> {
        let caller = Location::caller();
        let click = async |element: WebElement| {
            is_enabled(&element).await?;
            match element.click().await {
                // Something that stays where it is lies over it: a person would move the page.
                Err(error) if matches!(error.as_inner(), WebDriverErrorInner::ElementClickIntercepted(_)) => {
                    self.page.driver().execute(MIDDLE, vec![element.to_json()?]).await?;
                    element.click().await
                }
                outcome => outcome,
            }
        };
        async move { self.act(caller, click).await }
    }

    /// Twice as fast as a person's hand can.
    #[track_caller]
    pub fn double_click(&self) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let double = async |element: WebElement| {
                is_enabled(&element).await?;
                self.page.driver().action_chain().double_click_element(&element).perform().await
            };
            self.act(caller, double).await;
        }
    }

    #[track_caller]
    pub fn focus(&self) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move { self.act(caller, async |element| element.focus().await).await }
    }

    /// Twice before the page can do anything about the first time, as two hands and a key might.
    #[track_caller]
    pub fn click_twice_at_once(&self) -> impl Future<Output = ()> {
        let caller = Location::caller();
        let click = "arguments[0].click(); arguments[0].click();";
        async move {
            let twice = async |element: WebElement| {
                is_enabled(&element).await?;
                self.page.driver().execute(click, vec![element.to_json()?]).await.map(drop)
            };
            self.act(caller, twice).await;
        }
    }

    /// Puts a text in the place of what is there.
    #[track_caller]
    pub fn fill(&self, text: &str) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let type_over = async |element: WebElement| {
                // Nothing is typed over by nothing: a page hears of an emptied field by a key alone.
                if text.is_empty() {
                    return element.send_keys(Key::Control + "a" + Key::Null + Key::Backspace).await;
                }
                element.clear().await?;
                element.send_keys(text).await
            };
            self.act(caller, type_over).await;
        }
    }

    /// Puts a day (`2026-03-31`) into a date field, whose keys depend on where the browser is from.
    #[track_caller]
    pub fn fill_day(&self, day: &str) -> impl Future<Output = ()> {
        let caller = Location::caller();
        let set = "arguments[0].value = arguments[1];
            for (const kind of ['input', 'change']) arguments[0].dispatchEvent(new Event(kind, { bubbles: true }));";
        async move {
            let set_day = async |element: WebElement| {
                let arguments = vec![element.to_json()?, json!(day)];
                self.page.driver().execute(set, arguments).await.map(drop)
            };
            self.act(caller, set_day).await;
        }
    }

    /// Chooses an option of a list by what it says.
    #[track_caller]
    pub fn choose(&self, option: &str) -> impl Future<Output = ()> {
        let caller = Location::caller();
        let find = "const option = [...arguments[0].options].find(option => option.label.trim() === arguments[1]);
            if (!option) throw new Error('there is no such option');
            arguments[0].value = option.value;
            for (const kind of ['input', 'change']) arguments[0].dispatchEvent(new Event(kind, { bubbles: true }));";
        async move {
            let choose = async |element: WebElement| {
                let arguments = vec![element.to_json()?, json!(option)];
                self.page.driver().execute(find, arguments).await.map(drop)
            };
            self.act(caller, choose).await;
        }
    }
}
