package dev.capstan.cli.seal;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.disk.WholeFile;
import dev.capstan.cli.process.Invocation;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlSyntaxException;
import dev.capstan.yaml.YamlWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Objects that are read and written: YAML and JSON in, either out. Messages quote nothing of them. */
final class SealFiles {
    private static final int LARGEST = 64 << 20;

    private final Invocation invocation;
    private final Optional<Path> input;
    private final Optional<Path> output;
    private final boolean isYaml;
    private final boolean saysFormat;

    SealFiles(Invocation invocation, Optional<Path> input, Optional<Path> output, @Nullable String format) {
        this.invocation = invocation;
        this.input = input;
        this.output = output;
        this.saysFormat = format != null;
        this.isYaml = "yaml".equals(format);
        if (saysFormat && !isYaml && !"json".equals(format)) {
            throw new CommandFailure("The format " + format + " is not known; it is json or yaml", 2);
        }
    }

    /** The whole input. */
    byte[] read() {
        try {
            return input.isPresent()
                    ? Files.readAllBytes(input.get())
                    : invocation.in().readNBytes(LARGEST);
        } catch (IOException e) {
            throw unreadable(input.map(Path::toString).orElse("the standard input"));
        }
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file.toString());
        }
    }

    private static CommandFailure unreadable(String what) {
        return new CommandFailure("Cannot read " + what + ": there is no such file, or it is not yours to read");
    }

    /** The objects of a text, in YAML or JSON. */
    static List<YamlMap> objects(String name, byte[] text) {
        try {
            var objects = new ArrayList<YamlMap>();
            for (YamlDocument document : YamlReader.readAll(name, text, Limits.DEFAULT)) {
                if (document.root() instanceof YamlMap object) {
                    objects.add(object);
                } else if (!document.root().isNull()) {
                    throw new CommandFailure(name + " holds something else than objects");
                }
            }
            return objects;
        } catch (YamlSyntaxException e) {
            // Without the parser's words, which may quote a value.
            throw new CommandFailure(
                    name + " is not YAML or JSON: line " + e.problem().line());
        }
    }

    /** The objects of the input. */
    List<YamlMap> objects() {
        return objects(input.map(Path::toString).orElse("the standard input"), read());
    }

    /** The one object of a text. */
    static YamlMap only(byte[] text) {
        List<YamlMap> objects = objects("the input", text);
        if (objects.size() != 1) {
            throw new CommandFailure("There are " + objects.size() + " objects, and one is needed");
        }
        return objects.getFirst();
    }

    /** Fails when a text is not one SealedSecret. */
    static void onlySealed(byte[] text) {
        if (!"SealedSecret".equals(only(text).getText("kind"))) {
            throw new CommandFailure("The input is not a SealedSecret");
        }
    }

    /** Writes objects to the output. */
    void writeObjects(List<YamlMap> objects) {
        write(text(objects, isYaml));
    }

    /** Writes an object to a file, in the format that was asked for or the file has. */
    void replace(Path file, byte[] before, YamlMap object) {
        boolean wasJson =
                new String(before, StandardCharsets.UTF_8).stripLeading().startsWith("{");
        write(file, text(List.of(object), saysFormat ? isYaml : !wasJson));
    }

    private static byte[] text(List<YamlMap> objects, boolean isYaml) {
        var text = new ByteArrayOutputStream();
        for (YamlMap object : objects) {
            if (isYaml) {
                text.writeBytes("---\n".getBytes(StandardCharsets.UTF_8));
                text.writeBytes(YamlWriter.write(object));
            } else {
                text.writeBytes(IndentedJson.of(Json.write(object, Dialect.KUBERNETES)));
            }
        }
        return text.toByteArray();
    }

    /** Writes bytes to the output. */
    void write(byte[] bytes) {
        if (output.isPresent()) {
            write(output.get(), bytes);
        } else {
            invocation.print(bytes);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            WholeFile.write(file, bytes);
        } catch (IOException e) {
            throw new CommandFailure("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
