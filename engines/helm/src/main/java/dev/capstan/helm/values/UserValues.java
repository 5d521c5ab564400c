package dev.capstan.helm.values;

import dev.capstan.gotemplate.value.GoString;
import dev.capstan.helm.yaml.InvalidYamlException;
import dev.capstan.helm.yaml.YamlText;
import dev.capstan.yaml.GoDecodeException;
import dev.capstan.yaml.PlainJson;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values that a user gives to a command: files, then expressions; whatever their order on the command line, expressions count in
 * the order of {@link Flag}.
 */
public final class UserValues {
    private final Files files;
    private final List<String> names = new ArrayList<>();
    private final Map<Flag, List<String>> expressions = new EnumMap<>(Flag.class);

    /** The flags of the command, in the order in which they count. */
    public enum Flag {
        SET_JSON("--set-json", SetExpression.Syntax.JSON),
        SET("--set", SetExpression.Syntax.TYPED),
        SET_STRING("--set-string", SetExpression.Syntax.TEXT),
        SET_FILE("--set-file", SetExpression.Syntax.FILE),
        SET_LITERAL("--set-literal", SetExpression.Syntax.LITERAL);

        private final String word;
        private final SetExpression.Syntax syntax;

        Flag(String word, SetExpression.Syntax syntax) {
            this.word = word;
            this.syntax = syntax;
        }
    }

    /** Reads files by the names that the user gave. */
    @FunctionalInterface
    public interface Files {
        /** The bytes of a file. */
        byte[] read(String name) throws IOException;
    }

    /** Values of nothing yet. */
    public UserValues(Files files) {
        this.files = files;
    }

    /** Adds a values file; it counts more than those before it. */
    public UserValues addFile(String name) {
        names.add(name);
        return this;
    }

    /** Adds an expression. */
    public UserValues set(Flag flag, String expression) {
        expressions.computeIfAbsent(flag, _ -> new ArrayList<>()).add(expression);
        return this;
    }

    /**
     * All of them.
     *
     * @throws InvalidValuesException when something cannot be read; the message is Helm's
     */
    public Map<String, @Nullable Object> merged() throws InvalidValuesException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String name : names) {
            byte[] text = read(name);
            try {
                values = Tables.merge(values, ValuesText.read(text));
            } catch (InvalidYamlException e) {
                throw new InvalidValuesException("failed to parse " + name + ": " + e.getMessage());
            }
        }
        for (var entry : expressions.entrySet()) {
            for (String expression : entry.getValue()) {
                values = applied(entry.getKey(), expression, values);
            }
        }
        return values;
    }

    private Map<String, @Nullable Object> applied(Flag flag, String expression, Map<String, @Nullable Object> values)
            throws InvalidValuesException {
        if (flag == Flag.SET_JSON) {
            return json(expression, values);
        }
        try {
            SetExpression.apply(expression, flag.syntax, values, name -> GoString.of(read(name)));
            return values;
        } catch (InvalidValuesException e) {
            throw new InvalidValuesException("failed parsing " + flag.word + " data: " + e.getMessage());
        }
    }

    private static Map<String, @Nullable Object> json(String expression, Map<String, @Nullable Object> values)
            throws InvalidValuesException {
        String text = GoString.strip(expression);
        if (text.startsWith("{")) {
            try {
                Map<String, @Nullable Object> map = PlainJson.readMap(text, YamlText.LIMITS);
                return map == null ? values : Tables.merge(values, map);
            } catch (GoDecodeException e) {
                throw new InvalidValuesException("failed parsing --set-json data JSON: " + expression);
            }
        }
        try {
            SetExpression.apply(expression, SetExpression.Syntax.JSON, values);
            return values;
        } catch (InvalidValuesException e) {
            throw new InvalidValuesException("failed parsing --set-json data " + expression);
        }
    }

    private byte[] read(String name) throws InvalidValuesException {
        try {
            return files.read(name);
        } catch (NoSuchFileException e) {
            throw new InvalidValuesException("open " + name + ": no such file or directory");
        } catch (IOException e) {
            throw new InvalidValuesException("open " + name + ": " + e.getMessage());
        }
    }
}
