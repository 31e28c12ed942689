"""What is run by hand: fonts, pictures, the Chromium that they and the tests share; `make live`."""
