package dev.capstan.cli.helm;

import dev.capstan.helm.explain.ValueSources;
import dev.capstan.helm.values.InvalidValuesException;
import dev.capstan.helm.values.UserValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The values that a user gives. */
final class ValuesOptions {
    @Option(
            names = {"-f", "--values"},
            paramLabel = "FILE",
            split = ",",
            description = "Values from this file, - for the standard input; later files count more.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "A value; numbers and true are what they look like.")
    private List<String> sets = new ArrayList<>();

    @Option(
            names = "--set-string",
            paramLabel = "PATH=TEXT",
            description = "A value that is text whatever it looks like.")
    private List<String> texts = new ArrayList<>();

    @Option(names = "--set-json", paramLabel = "PATH=JSON", description = "A value in JSON.")
    private List<String> jsons = new ArrayList<>();

    @Option(names = "--set-file", paramLabel = "PATH=FILE", description = "A value that is the text of a file.")
    private List<String> texted = new ArrayList<>();

    @Option(names = "--set-literal", paramLabel = "PATH=TEXT", description = "A value that is all that follows.")
    private List<String> literals = new ArrayList<>();

    /** What was given. */
    UserValues given() {
        var values = new UserValues(ValuesOptions::read);
        files.forEach(values::addFile);
        sets.forEach(set -> values.set(UserValues.Flag.SET, set));
        texts.forEach(set -> values.set(UserValues.Flag.SET_STRING, set));
        jsons.forEach(set -> values.set(UserValues.Flag.SET_JSON, set));
        texted.forEach(set -> values.set(UserValues.Flag.SET_FILE, set));
        literals.forEach(set -> values.set(UserValues.Flag.SET_LITERAL, set));
        return values;
    }

    /** The same with the places where it was written. */
    ValueSources sources() throws IOException, InvalidValuesException {
        var sources = new ValueSources();
        for (String file : files) {
            if (!isStandardInput(file)) {
                sources.addFile(file, read(file));
            }
        }
        addFlags(sources, UserValues.Flag.SET_JSON, "--set-json", jsons);
        addFlags(sources, UserValues.Flag.SET, "--set", sets);
        addFlags(sources, UserValues.Flag.SET_STRING, "--set-string", texts);
        addFlags(sources, UserValues.Flag.SET_FILE, "--set-file", texted);
        addFlags(sources, UserValues.Flag.SET_LITERAL, "--set-literal", literals);
        return sources;
    }

    private static void addFlags(ValueSources sources, UserValues.Flag flag, String word, List<String> expressions)
            throws InvalidValuesException {
        for (String expression : expressions) {
            Map<String, @Nullable Object> set =
                    new UserValues(ValuesOptions::read).set(flag, expression).merged();
            sources.addFlag(word + " " + expression, set);
        }
    }

    private static boolean isStandardInput(String name) {
        return name.strip().equals("-");
    }

    private static byte[] read(String name) throws IOException {
        return isStandardInput(name) ? System.in.readAllBytes() : Files.readAllBytes(Path.of(name));
    }
}
