package dev.capstan.cloud;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The variables by which the operator, or a webhook of the cloud, says who this process is. Files that they name are read at every use. */
public record CloudEnvironment(Map<String, String> variables) {
    private static final int LONGEST_FILE = 256 << 10;

    /** Copies the variables. */
    public CloudEnvironment {
        variables = Map.copyOf(variables);
    }

    /** That of this process. */
    public static CloudEnvironment ofProcess() {
        return new CloudEnvironment(System.getenv());
    }

    /** The value of a variable that is there and not empty. */
    Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    boolean has(String name) {
        return value(name).isPresent();
    }

    /** The text of the file that a variable names, without space around it; the cloud replaces such files from time to time. */
    String file(String name) throws CloudException {
        return read(name, value(name).orElse(""));
    }

    /**
     * The text of a file.
     *
     * @param name the variable that led there
     */
    String read(String name, String path) throws CloudException {
        try (var file = Files.newInputStream(Path.of(path))) {
            return new String(file.readNBytes(LONGEST_FILE), StandardCharsets.UTF_8).strip();
        } catch (IOException | InvalidPathException e) {
            throw new CloudException(
                    new CloudFailure.EnvironmentUnusable("the file that " + name + " leads to cannot be read"), e);
        }
    }

    /** Names alone. */
    @Override
    public String toString() {
        return "CloudEnvironment" + variables.keySet();
    }
}
