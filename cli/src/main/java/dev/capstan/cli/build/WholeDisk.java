package dev.capstan.cli.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder seen from the root of its disk, because a kustomization on a disk may name folders anywhere on it.
 *
 * @param root the root of the disk
 * @param path the folder below it, with / between names
 */
record WholeDisk(Path root, String path) {

    static WholeDisk around(Path folder) throws IOException {
        Path real = folder.toRealPath();
        return new WholeDisk(real.getRoot(), slashed(real));
    }

    private static String slashed(Path absolute) {
        return absolute.getRoot().relativize(absolute).toString().replace('\\', '/');
    }

    /** A message with paths as the reader, who stands in the working folder, would write them. */
    String forReader(String message) throws IOException {
        return reader().apply(message);
    }

    /** What rewrites paths in messages for the reader: relative below the working folder, absolute elsewhere. */
    UnaryOperator<String> reader() throws IOException {
        String here = slashed(Path.of("").toRealPath());
        if (here.isEmpty()) {
            return UnaryOperator.identity();
        }
        if (path.equals(here) || path.startsWith(here + "/")) {
            return message ->
                    message.replace(here + "/", "").replace("/" + here, ".").replace(here, ".");
        }
        // Bases mostly lie beside the folder, hence its parent.
        String around = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : path;
        Pattern place = Pattern.compile("(?<![\\w./-])" + Pattern.quote(around) + "(?![\\w.-])");
        return message -> place.matcher(message).replaceAll(Matcher.quoteReplacement("/" + around));
    }
}
