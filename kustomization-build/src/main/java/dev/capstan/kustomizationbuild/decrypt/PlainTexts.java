package dev.capstan.kustomizationbuild.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.apply.redaction.SecretMask;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What no message may show: texts that were decrypted, their lines, the values on them and what stands around variables in them, and values
 * of Secrets that were substituted; in plain, within quotes, and as Secrets have them. What stands in the encrypted file as well is not a
 * secret.
 */
public final class PlainTexts {
    /** Shorter texts are everywhere, and hiding them would say what they are. */
    private static final int SHORT = 4;

    private static final Pattern KEY = Pattern.compile("^\\s*(?:- )*[^\\s:=]+\\s*[:=]\\s*");
    /**
     * Ends of the pieces of a text with variables. When they are substituted only the pieces are left; and a message about a variable that
     * is not declared names it, which here may be a piece of a password.
     */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{|}|(?<=\\$\\{\\w{0,100})\\W+");

    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed();
    private static final Set<String> WORDS = Set.of("true", "false", "null", "True", "False");

    /** Nothing is hidden. */
    public static final PlainTexts NONE = new PlainTexts();

    private final List<Decrypted> texts = new ArrayList<>();
    private final Set<String> values;

    PlainTexts() {
        this(Set.of());
    }

    private PlainTexts(Set<String> values) {
        this.values = Set.copyOf(values);
    }

    private record Decrypted(byte[] encrypted, byte[] plain) {}

    void add(byte[] encrypted, byte[] plain) {
        texts.add(new Decrypted(encrypted, plain));
    }

    /** The same and values of Secrets that were substituted. */
    public PlainTexts and(Set<String> substituted) {
        var all = new PlainTexts(substituted);
        all.texts.addAll(texts);
        return all;
    }

    /** Whether there is nothing to hide. */
    public boolean isEmpty() {
        return texts.isEmpty() && values.isEmpty();
    }

    /** A message without anything of it. */
    public String hide(String message) {
        return hide(message, List.of());
    }

    /**
     * A message without anything of it.
     *
     * @param known names of objects and files, which statuses list anyway: they stay as they are, although something hidden may be a part of
     *     one
     */
    public String hide(String message, Collection<String> known) {
        List<String> secrets = secrets();
        if (secrets.isEmpty()) {
            return message;
        }
        String names = known.stream()
                .filter(name -> !name.isEmpty() && message.contains(name))
                .sorted(LONGEST_FIRST)
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        if (names.isEmpty()) {
            return without(secrets, message);
        }
        var hidden = new StringBuilder();
        int at = 0;
        for (MatchResult name :
                Pattern.compile(names).matcher(message).results().toList()) {
            hidden.append(without(secrets, message.substring(at, name.start()))).append(name.group());
            at = name.end();
        }
        return hidden.append(without(secrets, message.substring(at))).toString();
    }

    private static String without(List<String> secrets, String text) {
        String hidden = text;
        for (String secret : secrets) {
            hidden = hidden.replace(secret, SecretMask.MASK);
        }
        return hidden;
    }

    /** Longest first, so that none leaves a rest of another. Only asked for when something went wrong. */
    private List<String> secrets() {
        var found = new LinkedHashSet<String>();
        values.stream()
                .flatMap(value -> Stream.of(value, value.strip()))
                .filter(PlainTexts::isSecret)
                .forEach(found::add);
        for (Decrypted text : texts) {
            String open = new String(text.encrypted(), UTF_8);
            String plain = new String(text.plain(), UTF_8);
            Stream.concat(Stream.of(plain), plain.lines())
                    .flatMap(PlainTexts::pieces)
                    .filter(it -> isSecret(it) && !open.contains(it))
                    .forEach(found::add);
        }
        return found.stream()
                .flatMap(PlainTexts::forms)
                .distinct()
                .sorted(LONGEST_FIRST)
                .toList();
    }

    private static boolean isSecret(String text) {
        return text.length() >= SHORT && !WORDS.contains(text);
    }

    /** What a message may quote of a line: it, its value, and what stands around variables. */
    private static Stream<String> pieces(String line) {
        String value = value(line);
        return Stream.concat(
                Stream.of(line.strip(), value), VARIABLE.splitAsStream(value).map(String::strip));
    }

    /** As it is, within quotes, and in base64. */
    private static Stream<String> forms(String text) {
        String quoted = text.replace("\\", "\\\\").replace("\"", "\\\"");
        return Stream.of(text, quoted, Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
    }

    private static String value(String line) {
        String text = KEY.matcher(line).replaceFirst("").strip();
        String value = text.endsWith(",") ? text.substring(0, text.length() - 1) : text;
        boolean isQuoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }

    @Override
    public String toString() {
        return "PlainTexts";
    }
}
