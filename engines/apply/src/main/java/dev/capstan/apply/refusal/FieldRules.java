package dev.capstan.apply.refusal;

import dev.capstan.apply.cluster.FieldCause;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that the validation of a kind refuses, field by field. */
final class FieldRules {

    private static final Pattern CAUSE = Pattern.compile(
            "(Required value|Invalid value|Unsupported value|Duplicate value|Forbidden|Too long|Too many|Not found|Internal error)(?:: (.*))?",
            Pattern.DOTALL);
    private static final Pattern TYPE_WORD =
            Pattern.compile("\"(?:object|array|string|integer|number|boolean)\": (.*)", Pattern.DOTALL);
    private static final Pattern VALUE =
            Pattern.compile("(\"(?:[^\"\\\\]++|\\\\.)*+\"|[^:\"{\\[]++): (.*)", Pattern.DOTALL);
    private static final int NAMED_AT_MOST = 5;
    private static final int LONGEST_VALUE = 80;

    private FieldRules() {}

    static List<Refusal.Rule> all() {
        return List.of(FieldRules::causes);
    }

    private static Optional<Explanation> causes(Refusal refusal) {
        if (refusal.code() != 422
                || refusal.causes().stream()
                        .noneMatch(cause -> CAUSE.matcher(cause.message()).lookingAt())) {
            return Optional.empty();
        }
        List<String> sentences =
                refusal.causes().stream().map(FieldRules::sentence).distinct().toList();
        return Optional.of(
                new Explanation(joined(sentences), advice(refusal.causes().getFirst())));
    }

    /** Several faults in one line, the first ones. */
    static String joined(List<String> sentences) {
        String more = sentences.size() > NAMED_AT_MOST ? "; and " + (sentences.size() - NAMED_AT_MOST) + " more" : "";
        return String.join("; ", sentences.subList(0, Math.min(sentences.size(), NAMED_AT_MOST))) + more;
    }

    /** The path of a field as people write it: without the dot in front, keys of list entries readable. */
    static String path(String path) {
        String plain = path.replaceFirst("^\\.", "");
        return plain.isEmpty() || plain.equals("<nil>") || plain.equals("[]") ? "the object" : plain;
    }

    private static String sentence(FieldCause cause) {
        String field = path(cause.field());
        Matcher parts = CAUSE.matcher(cause.message());
        if (!parts.lookingAt()) {
            return field + ": " + ServerText.clean(cause.message());
        }
        String rest = parts.group(2) == null ? "" : parts.group(2);
        return switch (parts.group(1)) {
            case "Required value" -> field + " is missing" + also(rest);
            case "Forbidden" -> field + " is not allowed" + also(rest);
            case "Too long" -> field + " is too long" + also(rest);
            case "Too many" -> field + " has too many entries" + also(rest);
            case "Internal error" -> field + " could not be checked" + also(rest);
            case "Duplicate value" -> field + " is there twice" + (ServerText.isDump(rest) ? "" : also(rest));
            case "Not found" -> field + " names what does not exist" + (ServerText.isDump(rest) ? "" : also(rest));
            default -> invalid(field, rest);
        };
    }

    private static String invalid(String field, String rest) {
        Matcher typeWord = TYPE_WORD.matcher(rest);
        if (typeWord.matches()) {
            String why = ServerText.clean(typeWord.group(1));
            String inBody = field + " in body ";
            return why.startsWith(inBody) ? field + " " + why.substring(inBody.length()) : field + ": " + why;
        }
        Matcher value = VALUE.matcher(rest);
        if (value.matches() && !ServerText.isDump(rest) && value.group(1).length() <= LONGEST_VALUE) {
            return field + " is " + value.group(1) + ": " + ServerText.clean(value.group(2));
        }
        if (value.matches() && !ServerText.isDump(rest)) {
            return field + ": " + ServerText.clean(value.group(2));
        }
        String cleaned = ServerText.clean(rest).replaceFirst("^(?:the given value|\\{.*}|\\[.*]): ", "");
        return field + ": " + cleaned;
    }

    private static String also(String rest) {
        return rest.isBlank() ? "" : ": " + ServerText.clean(rest);
    }

    private static String advice(FieldCause cause) {
        String text = cause.message();
        String field = path(cause.field());
        if (text.contains("already allocated") && cause.field().contains("nodePort")) {
            return "Choose another nodePort, or leave it out to be given a free one.";
        }
        if (text.contains("already allocated")) {
            return "Choose another address, or leave it out to be given a free one.";
        }
        if (text.contains("RFC 1123") || text.contains("RFC 1035")) {
            return "Use lower-case letters, digits and '-' in " + field + ", with a letter or digit at both ends.";
        }
        if (cause.field().startsWith("metadata.labels") || text.contains("must be no more than 63")) {
            return "Shorten or correct the label: at most 63 letters, digits, '-', '_' and '.'.";
        }
        if (text.startsWith("Too long")
                && (cause.field().equals("metadata.annotations")
                        || cause.field().isEmpty()
                        || cause.field().equals("[]"))) {
            return "Split the object into smaller ones: Kubernetes takes 1 MiB per ConfigMap or Secret and 256 KiB of annotations.";
        }
        if (text.startsWith("Required")) {
            return "Set " + field + ".";
        }
        if (text.startsWith("Duplicate")) {
            return "Keep one of the entries of " + field + ".";
        }
        if (cause.field().equals("metadata.resourceVersion")) {
            return "Take metadata.resourceVersion out of the manifest.";
        }
        return "Correct " + field + ".";
    }
}
