package dev.capstan.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A repository with packaged applications, as Quarkus leaves them, made of small files. */
final class PackagedApplication {
    private PackagedApplication() {}

    /** Adds a module to a repository. */
    static Application in(Path root, String module, List<String> libraries) throws IOException {
        var application = new Application(root, module);
        write(application.folder().resolve("src/main/resources/application.properties"), "capstan.controllers=x\n");
        write(application.folder().resolve("pom.xml"), "<description>Does " + module + "</description>");
        write(
                root.resolve("k8s").resolve(module).resolve("deployment.yaml"),
                "ports:\n- containerPort: 8080\n- containerPort: 9440\n");
        Path app = application.target().resolve("quarkus-app");
        write(app.resolve("quarkus-run.jar"), "run " + module);
        write(app.resolve("app/capstan-" + module + "-0.1.0-SNAPSHOT.jar"), "app " + module);
        write(app.resolve("quarkus/generated-bytecode.jar"), "generated " + module);
        write(app.resolve("lib/main/dev.capstan.capstan-yaml-0.1.0-SNAPSHOT.jar"), "yaml");
        var list = new StringBuilder("dev.capstan:capstan-yaml::jar:0.1.0-SNAPSHOT\n");
        for (var library : libraries) {
            write(app.resolve("lib/main/org.example." + library + "-1.0.jar"), "library " + library);
            list.append("org.example:").append(library).append("::jar:1.0\n");
        }
        write(app.resolve("quarkus-app-dependencies.txt"), list.toString());
        return application;
    }

    /** A base image as the script leaves it, but empty. */
    static BaseImage base(Path folder) throws IOException {
        write(folder.resolve("java.txt"), "25.0.3+9\n");
        write(
                folder.resolve("packages.tsv"),
                "base-files\t12.4+deb12u15\tamd64\t" + "a".repeat(64) + "\nlibc6\t2.36-9+deb12u14\tamd64\t"
                        + "b".repeat(64) + "\n");
        BaseArchive.write(folder.resolve("base.tar"));
        return new BaseImage(folder);
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
