package dev.capstan.cli.build;

import dev.capstan.kustomize.BuiltObject;
import dev.capstan.yaml.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes one file per object, named as the kustomize command names them. */
final class OutputFolder {
    private OutputFolder() {}

    static void write(Path folder, List<BuiltObject> objects) throws IOException {
        boolean severalNamespaces =
                objects.stream().map(BuiltObject::namespace).distinct().count() > 1;
        for (BuiltObject object : objects) {
            String prefix = severalNamespaces && !object.namespace().isEmpty() ? object.namespace() + "_" : "";
            Files.write(folder.resolve(prefix + fileName(object)), YamlWriter.write(object.content()));
        }
    }

    private static String fileName(BuiltObject object) {
        String group = object.group().isEmpty() ? "" : object.group() + "_";
        String name = group + object.version() + "_" + object.kind() + "_" + object.name() + ".yaml";
        return name.toLowerCase(Locale.ROOT)
                .replace('/', '_')
                .replace('\\', '_')
                .replace(':', '_');
    }
}
