package dev.capstan.forge.bitbucket;

import java.util.List;

/** Bitbucket has no labels for pull requests, so they are a line of the body. */
final class LabelLine {
    private LabelLine() {}

    /** The body with the labels before it: what is hidden stands at its end. */
    static String before(String body, List<String> labels) {
        if (labels.isEmpty()) {
            return body;
        }
        var names = labels.stream()
                .map(label -> "`" + label.replaceAll("[`\\p{Cntrl}]+", " ").strip() + "`")
                .toList();
        return "Labels: " + String.join(", ", names) + "\n\n" + body;
    }
}
