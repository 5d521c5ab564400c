package dev.capstan.bench.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** An umbrella chart over copies of one chart, each with values of its own. */
final class Umbrella {
    /** How many charts are below the umbrella. */
    static final int CHARTS = 15;

    private Umbrella() {}

    /** Writes it into a folder, with copies of the chart that is there. */
    static void write(Path folder, Path chart) throws IOException {
        StringBuilder metadata = new StringBuilder("apiVersion: v2\nname: umbrella\nversion: 1.0.0\ndependencies:\n");
        StringBuilder values = new StringBuilder("global: {team: shop}\n");
        for (int i = 1; i <= CHARTS; i++) {
            String name = "web-" + i;
            metadata.append("- {name: ").append(name).append(", version: 1.0.0, condition: ");
            metadata.append(name).append(".enabled}\n");
            values.append(name).append(":\n  enabled: true\n  replicaCount: ").append(i);
            values.append("\n  ui: {message: \"number ").append(i).append("\"}\n");
            copy(chart, folder.resolve("charts/" + name), name);
        }
        Files.writeString(folder.resolve("Chart.yaml"), metadata);
        Files.writeString(folder.resolve("values.yaml"), values);
    }

    /** A copy of a chart under another name; its named templates get names of their own, as those of different charts have. */
    private static void copy(Path chart, Path target, String name) throws IOException {
        try (Stream<Path> files = Files.walk(chart)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path copy = target.resolve(chart.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                String text = Files.readString(file).replace("\"web.", "\"" + name + ".");
                Files.writeString(
                        copy, file.endsWith("Chart.yaml") ? text.replace("name: web", "name: " + name) : text);
            }
        }
    }

    /** Writes it, for a look at it and for other programs: the chart, and the folder to be made. */
    public static void main(String[] arguments) throws IOException {
        write(Files.createDirectories(Path.of(arguments[1])), Path.of(arguments[0]));
    }
}
