package dev.capstan.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * A packaged application as Quarkus lays it out.
 *
 * @param folder {@code target/quarkus-app}
 * @param files in it, relative, in the order of their names
 */
record FastJar(Path folder, List<Path> files) {
    private static final Path LIBRARIES = Path.of("lib");
    private static final String OURS = "dev.capstan.";

    /**
     * Reads what a module has packaged.
     *
     * @throws ImageException when it is not packaged
     */
    static FastJar of(Application application) {
        Path folder = application.target().resolve("quarkus-app");
        if (!Files.isRegularFile(folder.resolve("quarkus-run.jar"))) {
            throw new ImageException("There is no packaged application of " + application.module() + " in " + folder
                    + ". Package all modules first: ./mvnw package -DskipTests");
        }
        try (var found = Files.walk(folder)) {
            return new FastJar(
                    folder,
                    found.filter(Files::isRegularFile)
                            .map(folder::relativize)
                            .sorted()
                            .toList());
        } catch (IOException e) {
            throw new ImageException(folder + " cannot be read", e);
        }
    }

    /** Jars of others. */
    List<Path> libraries() {
        return select(file -> file.startsWith(LIBRARIES) && !isOurs(file));
    }

    /** Jars of this repository but for the module's own. */
    List<Path> ours() {
        return select(file -> file.startsWith(LIBRARIES) && isOurs(file));
    }

    /** The module itself and what Quarkus made for it. */
    List<Path> application() {
        return select(file -> !file.startsWith(LIBRARIES));
    }

    private List<Path> select(Predicate<Path> wanted) {
        return files.stream().filter(wanted).toList();
    }

    private static boolean isOurs(Path file) {
        return file.getFileName().toString().startsWith(OURS);
    }

    long size(Path file) {
        try {
            return Files.size(folder.resolve(file));
        } catch (IOException e) {
            throw new ImageException(folder.resolve(file) + " cannot be read", e);
        }
    }
}
