//! The JSON form of an extraction, as `trail extract` prints it.
