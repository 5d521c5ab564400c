package dev.capstan.container;

import dev.capstan.container.ImageAssembly.Parts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The images of all controllers of a repository, made of what its modules have packaged. An image that is there for the same content is
 * not made again.
 */
public final class ControllerImages {
    private final Path root;
    private final ImageOptions options;
    private final Release release;
    private final List<Application> applications;
    private final ImageAssembly assembly;

    private ControllerImages(Path root, ImageOptions options) {
        this.root = root.toAbsolutePath().normalize();
        this.options = options;
        this.release = Release.of(this.root);
        this.applications = Application.all(this.root);
        this.assembly = new ImageAssembly(CacheFolder.images());
    }

    /**
     * Images for this machine, as the project is built by default.
     *
     * @param root of the repository, whose modules are packaged
     */
    public static ControllerImages of(Path root) {
        return new ControllerImages(root, ImageOptions.DEFAULT);
    }

    static ControllerImages of(Path root, ImageOptions options) {
        return new ControllerImages(root, options);
    }

    /** Names of the modules that images are made of. */
    public List<String> modules() {
        return applications.stream().map(Application::module).toList();
    }

    /**
     * Makes the images of some modules.
     *
     * @return them, in the given order
     * @throws ImageException with what is missing and what to do
     */
    public List<BuiltImage> build(List<String> modules) {
        var built = new ArrayList<BuiltImage>();
        for (var platform : options.platforms()) {
            var base = BaseImage.make(root, platform, options.runtime(platform), options.isBaseRefreshed());
            var common =
                    SharedLibraries.of(applications.stream().map(FastJar::of).toList());
            modules.forEach(module -> built.add(write(parts(application(module), base, common), module, platform)));
        }
        return built;
    }

    /** Makes all images. */
    public List<BuiltImage> buildAll() {
        return build(modules());
    }

    private Application application(String module) {
        return applications.stream()
                .filter(application -> application.module().equals(module))
                .findFirst()
                .orElseThrow(() -> new ImageException(
                        "There is no controller " + module + "; there are " + String.join(", ", modules())));
    }

    private Parts parts(Application application, BaseImage base, SharedLibraries common) {
        var jar = FastJar.of(application);
        var settings = JvmSettings.parse(Application.read(jvmOptions(application)));
        var files = new TreeMap<String, Path>();
        files.put("jvm.flags", content(application, "jvm.flags", settings.file()));
        var description = ImageDescription.of(application, release, settings, environment());
        return new Parts(base, ImageLayers.of(jar, common, files), description);
    }

    private BuiltImage write(Parts parts, String module, ImagePlatform platform) {
        var target = application(module).target();
        String suffix = platform.isThisMachine() ? "" : "-" + platform.architecture();
        Path archive = target.resolve(module + suffix + ".tar");
        Path bill = target.resolve(module + suffix + ".cdx.json");
        var fingerprint = Fingerprint.of(parts);
        String digest = fingerprint.digestOf(archive).orElseGet(() -> {
            String written = assembly.write(parts, archive);
            fingerprint.remember(archive, written);
            return written;
        });
        return new BuiltImage(module, parts.description().name(), archive, bill, digest);
    }

    /** A module's own settings instead of those of all. */
    private Path jvmOptions(Application application) {
        Path own = root.resolve("images").resolve(application.module() + ".jvm.options");
        return Files.exists(own) ? own : root.resolve("images/jvm.options");
    }

    private Map<String, String> environment() {
        var environment = new TreeMap<String, String>();
        Application.read(root.resolve("images/environment"))
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> {
                    int equals = line.indexOf('=');
                    environment.put(line.substring(0, equals), line.substring(equals + 1));
                });
        return environment;
    }

    private static Path content(Application application, String name, String text) {
        Path file = application.target().resolve("image").resolve(name);
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file) || !Application.read(file).equals(text)) {
                Files.writeString(file, text, StandardCharsets.UTF_8);
            }
            return file;
        } catch (IOException e) {
            throw new ImageException(file + " cannot be written", e);
        }
    }
}
