package dev.capstan.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What people set for images, in files.
 *
 * @param folder that holds them
 */
record ImageSettings(Path folder) {

    /** The JVM's: a module's own file instead of that of all. */
    JvmSettings jvm(Application application) {
        Path own = folder.resolve(application.module() + ".jvm.options");
        return JvmSettings.parse(Application.read(Files.exists(own) ? own : folder.resolve("jvm.options")));
    }

    /** Variables of every image. */
    Map<String, String> environment() {
        var environment = new TreeMap<String, String>();
        Path file = folder.resolve("environment");
        Application.read(file)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> {
                    int equals = line.indexOf('=');
                    if (equals < 1) {
                        throw new ImageException(
                                "The line '" + line + "' of " + file + " is not of the form NAME=value");
                    }
                    environment.put(line.substring(0, equals), line.substring(equals + 1));
                });
        return environment;
    }
}
