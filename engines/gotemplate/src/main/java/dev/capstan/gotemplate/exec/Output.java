package dev.capstan.gotemplate.exec;

import dev.capstan.gotemplate.bounds.Bounds;

/** What a template has written so far. */
final class Output {

    private final StringBuilder text = new StringBuilder();
    private final Bounds bounds;

    Output(Bounds bounds) {
        this.bounds = bounds;
    }

    void write(String part) {
        bounds.output(part.length());
        text.append(part);
    }

    int length() {
        return text.length();
    }

    String text() {
        return text.toString();
    }
}
