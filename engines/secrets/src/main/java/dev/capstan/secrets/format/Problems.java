package dev.capstan.secrets.format;

import dev.capstan.yaml.YamlProblem;
import java.util.regex.Pattern;

/** What parsers say of texts that hold secrets, without what they quote of them: a password may well begin with a star. */
final class Problems {
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final Pattern ANCHOR = Pattern.compile("&\\S+");
    private static final Pattern HANDLE = Pattern.compile("(?<=directive defines )\\S+");

    private Problems() {}

    static FormatException of(YamlProblem problem, String format) {
        String text = QUOTED.matcher(problem.problem()).replaceAll("\"…\"");
        text = HANDLE.matcher(ANCHOR.matcher(text).replaceAll("&…")).replaceAll("that tag");
        String place = problem.line() > 0 ? "line " + problem.line() + ", column " + problem.column() + ": " : "";
        return new FormatException(place + format + text);
    }
}
