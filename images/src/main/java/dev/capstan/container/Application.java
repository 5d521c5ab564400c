package dev.capstan.container;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A module of the repository that is an application of its own: one that says in its {@code application.properties} which controllers
 * it runs.
 *
 * @param module its folder, which is also the name of its image
 */
public record Application(Path root, String module) {
    private static final String SETTINGS = "src/main/resources/application.properties";
    private static final Pattern PORT = Pattern.compile("containerPort: (\\d+)");
    private static final Pattern DESCRIPTION = Pattern.compile("<description>(.*)</description>");

    /**
     * All applications of a repository, by name.
     *
     * @throws ImageException when there is none
     */
    public static List<Application> all(Path root) {
        try (var folders = Files.list(root)) {
            var found = folders.filter(folder -> runsControllers(folder.resolve(SETTINGS)))
                    .map(folder -> new Application(root, folder.getFileName().toString()))
                    .sorted(Comparator.comparing(Application::module))
                    .toList();
            if (found.isEmpty()) {
                throw new ImageException(root + " holds no controllers: name the folder that Capstan is cloned to");
            }
            return found;
        } catch (IOException e) {
            throw new ImageException("the modules in " + root + " cannot be read", e);
        }
    }

    private static boolean runsControllers(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        var settings = new Properties();
        try {
            settings.load(new StringReader(Files.readString(file)));
        } catch (IOException e) {
            throw new ImageException(file + " cannot be read", e);
        }
        return settings.containsKey("capstan.controllers");
    }

    /** What the module is for, in a sentence. */
    String description() {
        var found = DESCRIPTION.matcher(read(folder().resolve("pom.xml")));
        return found.find() ? found.group(1) : module;
    }

    /** The ports that its Deployment names. */
    SortedSet<Integer> ports() {
        var ports = new TreeSet<Integer>();
        var component = module.equals("standalone") ? "one-pod" : module;
        PORT.matcher(read(root.resolve("k8s").resolve(component).resolve("deployment.yaml")))
                .results()
                .forEach(port -> ports.add(Integer.valueOf(port.group(1))));
        return ports;
    }

    Path folder() {
        return root.resolve(module);
    }

    /** Where the build leaves what belongs to the module. */
    Path target() {
        return folder().resolve("target");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ImageException(file + " cannot be read", e);
        }
    }
}
