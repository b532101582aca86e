//! Typed requests and tolerant decoding for the three wallet systems.
