package dev.capstan.container;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the images of all controllers; what {@code ./mvnw package -Pimages} runs. */
public final class BuildImages {
    private BuildImages() {}

    /** Takes the root of the repository; everything else comes from the system properties {@code images.…}. */
    public static void main(String[] arguments) {
        run(Path.of(arguments[0]), properties(), System.out);
    }

    static void run(Path root, Map<String, String> properties, PrintStream out) {
        var options = ImageOptions.of(properties);
        var images = ControllerImages.of(root, options);
        String only = properties.get("images.only");
        var built = only == null ? images.buildAll() : images.build(List.of(only.split(",", -1)));
        for (var image : built) {
            out.println(image.name() + "  " + image.digest() + "  " + root.relativize(image.archive()));
        }
        options.target().ifPresent(registry -> out.println("Pushed to " + registry.address()));
    }

    private static Map<String, String> properties() {
        var properties = new HashMap<String, String>();
        for (var name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith("images.")) {
                properties.put(name, System.getProperty(name));
            }
        }
        return properties;
    }
}
