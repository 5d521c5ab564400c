package dev.capstan.image.automation.change;

import dev.capstan.api.image.ImageRef;

/**
 * One value that is written.
 *
 * @param path of the file, from the root of the repository
 * @param file the same, from the folder that is looked through
 * @param object the object that it is in
 * @param oldValue what was there
 * @param newValue what is written
 * @param marker which part of which image it is
 * @param image what the policy of the marker chose
 */
public record ValueChange(
        String path,
        String file,
        ChangedObject object,
        String oldValue,
        String newValue,
        Marker marker,
        ImageRef image) {

    /** The tag that was there; empty when the value holds none. */
    public String oldTag() {
        return switch (marker.part()) {
            case REFERENCE -> ImageText.tagOf(oldValue);
            case TAG -> oldValue;
            case NAME, DIGEST -> "";
        };
    }

    /** The image that was there, as far as the value says it; empty when it does not. */
    public String oldImage() {
        return switch (marker.part()) {
            case REFERENCE -> oldValue;
            case TAG -> oldValue.isEmpty() ? "" : image.name() + ":" + oldValue;
            case NAME, DIGEST -> "";
        };
    }
}
