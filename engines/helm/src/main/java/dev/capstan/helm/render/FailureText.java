package dev.capstan.helm.render;

import dev.capstan.gotemplate.failure.BoundsExceededException;
import dev.capstan.gotemplate.failure.Place;
import dev.capstan.gotemplate.failure.TemplateException;
import dev.capstan.gotemplate.failure.TemplateExecException;
import dev.capstan.gotemplate.failure.TemplateParseException;
import dev.capstan.helm.RenderFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The failures of templates as Helm 4 words them: a list of places instead of one long line. */
final class FailureText {
    private static final String SEPARATOR = ": ";
    private static final Pattern OWN_MESSAGE =
            Pattern.compile(HelmFunctions.MESSAGE_START + "(.*)" + HelmFunctions.MESSAGE_END, Pattern.DOTALL);
    private static final Pattern PLACE = Pattern.compile("(.*?):([0-9]+)(?::[0-9]+)?", Pattern.DOTALL);

    private FailureText() {}

    /** One line of the list: where, what was run there, what went wrong. */
    private record Step(String place, String action, String message) {
        String text() {
            return (place.isEmpty() ? "" : place + "\n  ")
                    + (action.isEmpty() ? "" : action + "\n    ")
                    + (message.isEmpty() ? "" : message + "\n");
        }
    }

    static RenderFailure of(String template, TemplateException failure) {
        return switch (failure) {
            case TemplateParseException parse ->
                new RenderFailure(RenderFailure.Kind.PARSE, parseMessage(parse), parse.template(), parse.line());
            case TemplateExecException run -> execution(template, run);
            case BoundsExceededException bounds -> limit(template, bounds);
            default -> new RenderFailure(RenderFailure.Kind.EXECUTE, failure.getMessage(), template, 0);
        };
    }

    private static String parseMessage(TemplateParseException failure) {
        String[] parts = failure.getMessage().split(SEPARATOR, -1);
        return "parse error at (" + parts[1] + "): " + parts[parts.length - 1];
    }

    private static RenderFailure limit(String template, BoundsExceededException failure) {
        return new RenderFailure(
                RenderFailure.Kind.LIMIT,
                failure.getMessage(),
                failure.place().map(Place::file).orElse(template),
                failure.place().map(Place::line).orElse(0));
    }

    private static RenderFailure execution(String template, TemplateExecException failure) {
        String message = failure.getMessage();
        String[] parts = message.split(SEPARATOR, 3);
        Matcher place = PLACE.matcher(parts.length > 1 ? parts[1] : "");
        boolean hasPlace = place.matches();
        String file = hasPlace ? place.group(1) : template;
        int line = hasPlace ? Integer.parseInt(place.group(2)) : 0;
        if (parts.length < 3) {
            return new RenderFailure(
                    RenderFailure.Kind.EXECUTE, "execution error in (" + template + "): " + message, file, line);
        }
        Matcher own = OWN_MESSAGE.matcher(parts[2]);
        if (own.find()) {
            return new RenderFailure(
                    RenderFailure.Kind.REQUIRED_OR_FAIL,
                    "execution error at (" + parts[1] + "): " + own.group(1),
                    file,
                    line);
        }
        return new RenderFailure(RenderFailure.Kind.EXECUTE, steps(failure).orElse(message), file, line);
    }

    /** The list; empty when one of the failures is not one of a template. */
    private static Optional<String> steps(TemplateExecException failure) {
        List<Step> steps = new ArrayList<>();
        for (Throwable current = failure; current != null; current = current.getCause()) {
            Step step = step(String.valueOf(current.getMessage()));
            if (step == null) {
                return Optional.empty();
            }
            if (steps.isEmpty() || !steps.getLast().equals(step)) {
                steps.add(step);
            }
        }
        var text = new StringBuilder();
        steps.forEach(step -> text.append(step.text()));
        return Optional.of(text.toString().strip());
    }

    private static @Nullable Step step(String message) {
        if (!message.startsWith("template: ")) {
            return null;
        }
        String rest = message.substring("template: ".length());
        if (rest.startsWith("no template ")) {
            return new Step("", "", message);
        }
        Step executing = executing(rest);
        if (executing != null) {
            return executing;
        }
        int separator = rest.lastIndexOf(SEPARATOR);
        return separator < 0
                ? null
                : new Step(rest.substring(0, separator), "", withoutNext(rest.substring(separator + 2)));
    }

    private static @Nullable Step executing(String rest) {
        String marker = ": executing \"";
        int start = rest.indexOf(": executing ");
        if (start < 0 || !rest.startsWith(marker, start)) {
            return null;
        }
        int nameEnd = rest.indexOf('"', start + marker.length());
        if (nameEnd < 0 || !rest.startsWith(" at <", nameEnd + 1)) {
            return null;
        }
        int atStart = nameEnd + 1 + " at <".length();
        int atEnd = rest.indexOf(">: ", atStart);
        if (atEnd < 0) {
            return null;
        }
        return new Step(
                rest.substring(0, start),
                "executing \"" + rest.substring(start + marker.length(), nameEnd) + "\" at <"
                        + rest.substring(atStart, atEnd) + ">:",
                withoutNext(rest.substring(atEnd + ">: ".length())));
    }

    private static String withoutNext(String message) {
        int next = message.indexOf(" template:");
        return next < 0 ? message : message.substring(0, next);
    }
}
