package dev.capstan.cli.helm;

import dev.capstan.helm.values.UserValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private static byte[] read(String name) throws IOException {
        return name.strip().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(name));
    }
}
