package dev.capstan.kustomize;

/**
 * Something that a build did as kustomize does, though nobody is likely to have wanted it.
 *
 * @param message what happened, in one sentence, without the place
 * @param object the object concerned, as {@code Kind/namespace/name} or {@code Kind/name}
 * @param field the field concerned, as a path with dots
 * @param file the file that wrote what is concerned, relative to the root of the tree; empty when nobody knows
 * @param line line of that file, from 1; 0 when unknown
 * @param advice what to do, in one sentence
 */
public record BuildWarning(String message, String object, String field, String file, int line, String advice) {

    /** The same at another place. */
    public BuildWarning at(String otherFile, int otherLine) {
        return new BuildWarning(message, object, field, otherFile, otherLine, advice);
    }

    /** Place, problem and advice in one line. */
    public String describe() {
        String place = file.isEmpty() ? "" : line > 0 ? file + ":" + line + ": " : file + ": ";
        return "%s%s (object %s, field %s). %s".formatted(place, message, object, field, advice);
    }
}
