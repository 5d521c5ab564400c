package dev.capstan.container;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * A jar in a packaged application, by its coordinates in Maven.
 *
 * @param classifier may be empty
 */
record PackagedArtifact(String group, String name, String classifier, String version, Path file) {
    private static final String LIST = "quarkus-app-dependencies.txt";

    /**
     * All jars among the libraries, as the list beside them names them.
     *
     * @throws ImageException when there is a jar that the list does not have
     */
    static List<PackagedArtifact> all(FastJar jar) {
        var files = new HashMap<String, Path>();
        jar.files().stream()
                .filter(file -> file.startsWith("lib"))
                .forEach(file ->
                        files.put(file.getFileName().toString(), jar.folder().resolve(file)));
        var found = new ArrayList<PackagedArtifact>();
        Application.read(jar.folder().resolve(LIST)).lines().forEach(line -> {
            var part = line.split(":", -1);
            if (part.length != 5) {
                throw new ImageException("The line '" + line + "' of "
                        + jar.folder().resolve(LIST) + " is not of the form group:name:classifier:type:version");
            }
            String file =
                    part[0] + "." + part[1] + "-" + part[4] + (part[2].isEmpty() ? "" : "-" + part[2]) + "." + part[3];
            var path = files.remove(file);
            if (path != null) {
                found.add(new PackagedArtifact(part[0], part[1], part[2], part[4], path));
            }
        });
        if (!files.isEmpty()) {
            throw new ImageException(jar.folder().resolve(LIST) + " does not list " + files.keySet()
                    + ". Package the module anew: ./mvnw clean package");
        }
        return found;
    }

    boolean isOurs() {
        return group.equals("dev.capstan");
    }

    String purl() {
        return "pkg:maven/" + group + "/" + name + "@" + version.replace("+", "%2B") + "?"
                + (classifier.isEmpty() ? "" : "classifier=" + classifier + "&") + "type=jar";
    }
}
