package dev.capstan.forge.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Texts as parts of a URL (RFC 3986). */
public final class UrlText {
    private UrlText() {}

    /** The text as one segment of a path or one value of a query: slashes are encoded, too. */
    public static String part(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~")
                .replace("*", "%2A");
        return encoded.equals(".") || encoded.equals("..") ? encoded.replace(".", "%2E") : encoded;
    }

    /** The text as segments of a path with the slashes that it has. */
    public static String path(String text) {
        return Arrays.stream(text.split("/", -1)).map(UrlText::part).collect(Collectors.joining("/"));
    }
}
