//! A QR code read from pixels, by a decoder that the console does not use.

pub fn read(png: &[u8]) -> Result<String, String> {
    let picture = image::load_from_memory(png).map_err(|error| error.to_string())?;
    let mut picture = rqrr::PreparedImage::prepare(picture.to_luma8());
    let codes = picture.detect_grids();
    let [code] = codes.as_slice() else { return Err(format!("{} QR codes are in the picture", codes.len())) };
    code.decode().map(|(_, text)| text).map_err(|error| error.to_string())
}
