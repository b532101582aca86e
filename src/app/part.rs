//! Parts of the console, each downloaded when the first of its screens is opened (`docs/architecture.md`, "Size").
//!
//! `screens!` makes the route table: one line a screen, under the part its code travels in. Without the feature
//! `split` everything is one bundle, and every part is there from the start.

use std::{
    future::Future,
    pin::Pin,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use crate::{
    messages,
    navigation::keep_focus,
    paths::{Area, Route},
    ui::state::{Trouble, bone},
};

/// The outcome of a download: whether the part is there now.
pub type Download = Pin<Box<dyn Future<Output = bool>>>;

/// Some screens, and the code of them that is downloaded in one piece.
#[derive(Debug)]
pub struct Part {
    /// Where people are when they are likely to need it soon.
    pub area: Area,
    /// Downloads it, or finds it there; asked again after a failure it tries again.
    pub download: fn() -> Download,
    /// One of its screens. `None` before it is there, and for a route of another part.
    pub screen: fn(Route) -> Option<AnyView>,
    pub is_here: AtomicBool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    OnItsWay,
    Here,
    Failed,
}

impl Part {
    /// A screen of this part, or what stands in its place until the part is here.
    pub fn show(&'static self, route: Route) -> AnyView {
        if self.is_here.load(Ordering::Relaxed) {
            return (self.screen)(route).into_any();
        }
        let state = RwSignal::new(State::OnItsWay);
        let fetch = move || {
            state.set(State::OnItsWay);
            spawn_local(async move {
                let arrived = if self.fetch().await { State::Here } else { State::Failed };
                state.try_set(arrived);
                request_animation_frame(keep_focus);
            });
        };
        fetch();
        let screen = move || match state.get() {
            State::OnItsWay => bones(),
            // What a screen reads while it is built is no reason to build it again.
            State::Here => untrack(|| (self.screen)(route)).into_any(),
            State::Failed => trouble().block(Some(Callback::new(move |()| fetch()))),
        };
        screen.into_any()
    }

    /// Downloads it before somebody asks; a failure is told when they do.
    pub fn prefetch(&'static self) {
        if !self.is_here.load(Ordering::Relaxed) {
            spawn_local(async move {
                self.fetch().await;
            });
        }
    }

    async fn fetch(&self) -> bool {
        let arrived = (self.download)().await;
        if arrived {
            self.is_here.store(true, Ordering::Relaxed);
        }
        arrived
    }
}

fn trouble() -> Trouble {
    Trouble {
        title: messages::PART_MISSING.to_owned(),
        meaning: messages::PART_MISSING_MEANS.to_owned(),
        detail: String::new(),
    }
}

/// The shape of a page.
fn bones() -> AnyView {
    view! {
        <div class="page" aria-busy="true">
            <p class="hide" role="status">{messages::PART_ON_ITS_WAY}</p>
            <header class="head" aria-hidden="true"><div><p>{bone(4)}</p></div></header>
            {[5, 3, 4].map(|width| view! { <p aria-hidden="true">{bone(width)}</p> })}
        </div>
    }
    .into_any()
}

/// How long nothing is fetched ahead after somebody came to a screen, whose own needs go first.
const QUIET: Duration = Duration::from_secs(1);

/// Whether somebody asked their browser to load as little as it can.
fn saves_data() -> bool {
    let field = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &JsValue::from_str(name)).ok();
    let connection = field(&window().navigator(), "connection").filter(JsValue::is_object);
    connection.and_then(|connection| field(&connection, "saveData")).is_some_and(|saves| saves.is_truthy())
}

/// Downloads the parts for where somebody is, a moment after they came there, unless they save data.
pub fn fetch_ahead(area: Memo<Area>, parts: &'static [&'static Part]) {
    if saves_data() {
        return;
    }
    Effect::new(move |_| {
        let area = area.get();
        let fetch = move || parts.iter().filter(|part| part.area == area).for_each(|part| part.prefetch());
        set_timeout(fetch, QUIET);
    });
}

/// Calls `reached` with the console's addresses that the pointer or the focus comes to.
pub fn on_links_reached(reached: impl Fn(Route) + 'static) {
    let listen = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let link = element.and_then(|element| element.closest("a[href^='/']").ok().flatten());
        let address = link.and_then(|link| link.get_attribute("href")).unwrap_or_default();
        let path = address.split(['?', '#']).next().unwrap_or_default();
        if let Some(route) = Route::parse(path).filter(|_| !path.is_empty()) {
            reached(route);
        }
    });
    for event in ["pointerover", "focusin"] {
        let _ = document().add_event_listener_with_callback(event, listen.as_ref().unchecked_ref());
    }
    listen.forget();
}

/// The route table: a line for each screen, under the part that its code travels in; `main` is what everybody loads.
macro_rules! screens {
    (
        main { $($start:pat => $start_view:expr,)+ }
        $(
            $(#[doc = $doc:literal])*
            $part:ident in $area:ident { $($route:pat => $view:expr,)+ }
        )+
    ) => {
        fn screen(route: Route) -> AnyView {
            match route {
                $($start => $start_view,)+
                _ => part_of(route).map(|part| part.show(route)).into_any(),
            }
        }

        // A screen that everybody loads may have something of a part in it.
        #[allow(unused_variables, unreachable_patterns)]
        fn part_of(route: Route) -> Option<&'static $crate::app::part::Part> {
            Some(match route {
                $($start => return None,)+
                $($($route => &parts::$part::PART,)+)+
            })
        }

        const PARTS: &[&$crate::app::part::Part] = &[$(&parts::$part::PART),+];

        mod screens {
            use super::*;
            $(
                pub fn $part(route: Route) -> Option<AnyView> {
                    Some(match route {
                        $($route => $view,)+
                        _ => return None,
                    })
                }
            )+
        }

        // What marks a function as the way into a part is made of imports and exports of the module.
        #[allow(unsafe_code, clippy::unused_async)]
        mod parts {
            $(
                $(#[doc = $doc])*
                pub mod $part {
                    use std::{future::Future, pin::pin, sync::atomic::AtomicBool, task::{Context, Poll, Waker}};

                    use leptos::prelude::*;

                    use $crate::{app::{part::Part, screens}, paths::{Area, Route}};

                    #[cfg(feature = "split")]
                    type Failure = leptos::wasm_split::SplitLoaderError;
                    #[cfg(not(feature = "split"))]
                    type Failure = std::convert::Infallible;

                    #[cfg(feature = "split")]
                    #[leptos::wasm_split::wasm_split(
                        $part, wasm_split_path = leptos::wasm_split, preload(download), fallible
                    )]
                    fn screen(route: Route) -> Result<Option<AnyView>, Failure> {
                        Ok(screens::$part(route))
                    }
                    #[cfg(not(feature = "split"))]
                    async fn screen(route: Route) -> Result<Option<AnyView>, Failure> {
                        Ok(screens::$part(route))
                    }
                    #[cfg(not(feature = "split"))]
                    async fn download() -> Result<(), Failure> {
                        Ok(())
                    }

                    pub static PART: Part = Part {
                        area: Area::$area,
                        download: || Box::pin(async { download().await.is_ok() }),
                        // What is here answers at once.
                        screen: |route| match pin!(screen(route)).poll(&mut Context::from_waker(Waker::noop())) {
                            Poll::Ready(Ok(view)) => view,
                            Poll::Ready(Err(_)) | Poll::Pending => None,
                        },
                        is_here: AtomicBool::new(cfg!(not(feature = "split"))),
                    };
                }
            )+
        }
    };
}
pub(super) use screens;
