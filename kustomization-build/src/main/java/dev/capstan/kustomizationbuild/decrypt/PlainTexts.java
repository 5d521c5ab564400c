package dev.capstan.kustomizationbuild.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.apply.redaction.SecretMask;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What was decrypted, to be taken out of messages: texts, their lines and the values on them, in plain and as Secrets have them. What
 * stands in the encrypted file as well is no secret.
 */
public final class PlainTexts {
    /** Shorter texts are everywhere, and hiding them would say what they are. */
    private static final int SHORT = 4;

    private static final Pattern KEY = Pattern.compile("^\\s*(?:- )*[^\\s:=]+\\s*[:=]\\s*");
    /** A message about a variable that is not declared names it, and here it may be a piece of a password. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)");

    private static final Set<String> WORDS = Set.of("true", "false", "null", "True", "False");

    /** Nothing is hidden. */
    public static final PlainTexts NONE = new PlainTexts();

    private final List<Decrypted> texts = new ArrayList<>();

    private record Decrypted(byte[] encrypted, byte[] plain) {}

    void add(byte[] encrypted, byte[] plain) {
        texts.add(new Decrypted(encrypted, plain));
    }

    /** A message without anything that was decrypted. */
    public String hide(String message) {
        if (texts.isEmpty()) {
            return message;
        }
        String hidden = message;
        for (String secret : secrets()) {
            hidden = hidden.replace(secret, SecretMask.MASK);
        }
        return hidden;
    }

    /** Longest first, so that none leaves a rest of another. Only asked for when something went wrong. */
    private List<String> secrets() {
        var found = new LinkedHashSet<String>();
        for (Decrypted text : texts) {
            String open = new String(text.encrypted(), UTF_8);
            String plain = new String(text.plain(), UTF_8);
            Stream.concat(Stream.of(plain), plain.lines())
                    .flatMap(line -> Stream.concat(Stream.of(line.strip(), value(line)), variables(line)))
                    .filter(it -> it.length() >= SHORT && !WORDS.contains(it) && !open.contains(it))
                    .forEach(found::add);
        }
        return found.stream()
                .flatMap(text -> Stream.of(text, Base64.getEncoder().encodeToString(text.getBytes(UTF_8))))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static Stream<String> variables(String line) {
        return VARIABLE.matcher(line).results().map(found -> found.group(1));
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
