package dev.capstan.image.automation.change;

/** Reads images that somebody wrote, which may be anything. */
final class ImageText {

    private ImageText() {}

    /** The tag of {@code host:port/name:tag@digest}; empty when it has none. */
    static String tagOf(String image) {
        int at = image.indexOf('@');
        String tagged = at < 0 ? image : image.substring(0, at);
        int colon = tagged.lastIndexOf(':');
        return colon > tagged.lastIndexOf('/') ? tagged.substring(colon + 1) : "";
    }
}
