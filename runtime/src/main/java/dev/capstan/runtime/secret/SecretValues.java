package dev.capstan.runtime.secret;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The decoded values of one Secret. It is made for one use, is never kept and never printed. */
public final class SecretValues {
    private final String name;
    private final Map<String, byte[]> values;

    /**
     * The values of a Secret.
     *
     * @param name its name
     * @param values its values by key, decoded
     */
    public SecretValues(String name, Map<String, byte[]> values) {
        this.name = name;
        this.values = Map.copyOf(values);
    }

    /** A Secret without values, where none is referred to. */
    public static SecretValues none() {
        return new SecretValues("", Map.of());
    }

    /** The name of the Secret. */
    public String name() {
        return name;
    }

    /** All values as they are stored. */
    public Map<String, byte[]> all() {
        return values;
    }

    /** The value as it is stored. */
    public Optional<byte[]> bytes(String key) {
        return Optional.ofNullable(values.get(key)).map(byte[]::clone);
    }

    /** The value as text, as it is stored. */
    public Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /**
     * The value as text without the line end that {@code echo} and editors leave behind: one at its end is taken off, nothing else. For
     * tokens, passwords and user names.
     */
    public Optional<String> line(String key) {
        return lineBytes(key).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /** As {@link #line}, for a key that signs: it need not be text. */
    public Optional<byte[]> lineBytes(String key) {
        return Optional.ofNullable(values.get(key)).map(SecretValues::withoutLineEnd);
    }

    /** As {@link #line}, under the first key or, where that is absent, under the older name of it. */
    public Optional<String> line(String key, String olderKey) {
        return line(key).or(() -> line(olderKey));
    }

    /**
     * As {@link #line} for a value that must be there.
     *
     * @throws SecretException when it is absent or empty
     */
    public String required(String key) throws SecretException {
        return line(key)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new SecretException(new SecretFailure.KeyMissing(name, key)));
    }

    /**
     * The value without white space around it, for a header; empty where it is absent or blank.
     *
     * @throws SecretException when it holds anything that a header cannot carry, such as a line end in the middle
     */
    public Optional<String> headerValue(String key) throws SecretException {
        String value = text(key).orElse("").strip();
        if (!value.chars().allMatch(character -> character >= 0x20 && character < 0x7f)) {
            throw unusable(
                    key,
                    "cannot be sent in a header: it holds a line end or another character that is not printable ASCII");
        }
        return Optional.of(value).filter(it -> !it.isEmpty());
    }

    /**
     * For a value that does not serve its purpose.
     *
     * @param problem how the sentence "the value … " goes on, without showing it
     */
    public SecretException unusable(String key, String problem) {
        return new SecretException(new SecretFailure.KeyUnusable(name, key, problem));
    }

    /** A copy of a value without the one line end that it may end in. */
    public static byte[] withoutLineEnd(byte[] value) {
        int end = value.length;
        if (end > 0 && value[end - 1] == '\n') {
            end--;
        }
        if (end > 0 && value[end - 1] == '\r') {
            end--;
        }
        return Arrays.copyOf(value, end);
    }

    /** Names the Secret and nothing else. */
    @Override
    public String toString() {
        return "Secret/" + name;
    }
}
