package dev.capstan.gotemplate.parse;

import dev.capstan.gotemplate.failure.Place;
import dev.capstan.gotemplate.value.GoString;

/** The text that a tree was made of, and its name. */
public record Source(String name, String text) {

    /** The line and column of a character. */
    public Place place(int position) {
        int at = Math.min(position, text.length());
        int lineStart = text.lastIndexOf('\n', at - 1) + 1;
        int line = 1;
        for (int i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) {
            line++;
        }
        return new Place(name, line, GoString.length(text.substring(lineStart, at)));
    }
}
