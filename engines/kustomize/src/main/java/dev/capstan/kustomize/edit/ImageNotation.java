package dev.capstan.kustomize.edit;

import dev.capstan.kustomize.edit.Edit.SetImage;
import java.util.Optional;

/** The notation of images on the command line. */
final class ImageNotation {
    private static final String KEEP = "*";

    private ImageNotation() {}

    static Optional<SetImage> parse(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? "" : text.substring(0, equals);
        String image = text.substring(equals + 1);
        int at = image.indexOf('@');
        Optional<String> digest = at < 0 ? Optional.empty() : Optional.of(image.substring(at + 1));
        String rest = at < 0 ? image : image.substring(0, at);
        int colon = rest.lastIndexOf(':');
        boolean tagged = colon > rest.lastIndexOf('/');
        Optional<String> tag = tagged ? Optional.of(rest.substring(colon + 1)) : Optional.empty();
        String newName = tagged ? rest.substring(0, colon) : rest;
        boolean bare = equals < 0 && tag.isEmpty() && digest.isEmpty();
        boolean empty = newName.isEmpty() || equals == 0 || has("", tag) || has("", digest);
        if (bare || empty) {
            return Optional.empty();
        }
        if (equals < 0) {
            return Optional.of(new SetImage(newName, Optional.empty(), kept(tag), digest));
        }
        return Optional.of(new SetImage(name, kept(Optional.of(newName)), kept(tag), digest));
    }

    private static boolean has(String value, Optional<String> text) {
        return text.isPresent() && text.get().equals(value);
    }

    private static Optional<String> kept(Optional<String> text) {
        return text.filter(value -> !value.equals(KEEP));
    }
}
