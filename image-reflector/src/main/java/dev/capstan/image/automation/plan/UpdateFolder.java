package dev.capstan.image.automation.plan;

import java.util.ArrayDeque;

/**
 * The folder that is looked through for markers.
 *
 * @param path without {@code .}, {@code ..} and slashes at its ends; empty is the root
 */
public record UpdateFolder(String path) {

    /** Reads {@code spec.update.path}; a {@code ..} leads no higher than the root. */
    public static UpdateFolder of(String given) {
        var names = new ArrayDeque<String>();
        for (String name : given.split("/", -1)) {
            switch (name) {
                case "", "." -> {}
                case ".." -> names.pollLast();
                default -> names.addLast(name);
            }
        }
        return new UpdateFolder(String.join("/", names));
    }

    /** A path from the root as it is below the folder; the name of a file that is itself looked through. */
    public String relative(String fromRoot) {
        if (fromRoot.equals(path)) {
            return fromRoot.substring(fromRoot.lastIndexOf('/') + 1);
        }
        return path.isEmpty() || !fromRoot.startsWith(path + "/") ? fromRoot : fromRoot.substring(path.length() + 1);
    }
}
