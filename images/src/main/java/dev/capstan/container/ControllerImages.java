package dev.capstan.container;

import dev.capstan.container.ImageAssembly.Parts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The images of all controllers of a repository, made of what its modules have packaged. An image that is there for the same content is
 * not made again.
 */
public final class ControllerImages {
    private final Path root;
    private final ImageOptions options;
    private final Optional<ImageRegistry> registry;
    private final Release release;
    private final List<Application> applications;
    private final ImageAssembly assembly = new ImageAssembly(CacheFolder.images());
    private final ImageSettings settings;
    private final AotTraining training;

    private ControllerImages(Path root, ImageOptions options) {
        this.root = root.toAbsolutePath().normalize();
        this.options = options;
        this.registry = options.target();
        this.release = Release.of(this.root);
        this.applications = Application.all(this.root);
        this.settings = new ImageSettings(this.root.resolve("images"));
        this.training = new AotTraining(this.root, CacheFolder.images(), System.err::println);
    }

    /**
     * Images for this machine without AOT caches: made in seconds.
     *
     * @param root of the repository, whose modules are packaged
     */
    public static ControllerImages of(Path root) {
        return of(root, ImageOptions.DEFAULT);
    }

    /** Images for this machine as they are released; the first time each needs about half a minute. */
    public static ControllerImages trained(Path root) {
        return of(root, ImageOptions.DEFAULT.trained());
    }

    static ControllerImages of(Path root, ImageOptions options) {
        return new ControllerImages(root, options);
    }

    /** Names of the modules that images are made of. */
    public List<String> modules() {
        return applications.stream().map(Application::module).toList();
    }

    /**
     * Makes the images of some modules, and pushes them where a registry is named.
     *
     * @return them, in the given order, for each platform
     * @throws ImageException with what is missing and what to do
     */
    public List<BuiltImage> build(List<String> modules) {
        var chosen = modules.stream().map(this::application).toList();
        var common = SharedLibraries.of(applications.stream().map(FastJar::of).toList());
        var bases = new LinkedHashMap<ImagePlatform, BaseImage>();
        options.platforms()
                .forEach(platform -> bases.put(
                        platform,
                        BaseImage.make(root, platform, options.runtime(platform), options.isBaseRefreshed())));
        var built = new ArrayList<BuiltImage>();
        for (var application : chosen) {
            var parts = new LinkedHashMap<ImagePlatform, Parts>();
            bases.forEach((platform, base) -> parts.put(platform, parts(application, platform, base, common)));
            parts.forEach((platform, part) -> built.add(write(application, platform, part)));
            registry.ifPresent(target -> push(target, parts));
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

    private Parts parts(Application application, ImagePlatform platform, BaseImage base, SharedLibraries common) {
        var jar = FastJar.of(application);
        var jvm = settings.jvm(application);
        var description = ImageDescription.of(application, release, jvm, settings.environment());
        String bill = new BillOfMaterials(release, base).of(application, jar);
        var files = Map.of(
                ImageLayers.FLAGS, content(application, base, ImageLayers.FLAGS, jvm.file()),
                ImageLayers.BILL, content(application, base, ImageLayers.BILL, bill));
        var untrained = new Parts(base, ImageLayers.of(jar, common, files), description);
        if (!options.isTrained() || !platform.isThisMachine()) {
            return untrained;
        }
        String withCache = jvm.with(ImageLayers.FOLDER + "/" + ImageLayers.AOT).file();
        return training.cacheFor(untrained)
                .map(cache -> new Parts(
                        base,
                        untrained
                                .layers()
                                .with(cache, ImageLayers.FLAGS, content(application, base, "trained.flags", withCache)),
                        description))
                .orElse(untrained);
    }

    private BuiltImage write(Application application, ImagePlatform platform, Parts parts) {
        String file = application.module() + (platform.isThisMachine() ? "" : "-" + platform.architecture());
        Path archive = application.target().resolve(file + ".tar");
        Path bill = application.target().resolve(file + ".cdx.json");
        var fingerprint = Fingerprint.of(parts);
        String digest = fingerprint.digestOf(archive).orElseGet(() -> {
            String written = assembly.write(parts, archive);
            fingerprint.remember(archive, written);
            return written;
        });
        copy(parts.layers().source(ImageLayers.BILL), bill);
        return new BuiltImage(application.module(), parts.description().name(), archive, bill, digest);
    }

    /** Several platforms have a name each, and one together. */
    private void push(ImageRegistry target, Map<ImagePlatform, Parts> images) {
        String name =
                target.nameOf(images.values().iterator().next().description().name());
        if (images.size() == 1) {
            target.push(assembly, images.values().iterator().next(), name);
            return;
        }
        var digests = new TreeMap<String, String>();
        images.forEach((platform, parts) -> digests.put(
                platform.architecture(), target.push(assembly, parts, name + "-" + platform.architecture())));
        PlatformIndex.push(target, name, digests);
    }

    /** A file that is written only when it would change, so that layers stay packed. */
    private static Path content(Application application, BaseImage base, String name, String text) {
        Path file = application
                .target()
                .resolve("image")
                .resolve(base.folder().getFileName())
                .resolve(name);
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

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ImageException(to + " cannot be written", e);
        }
    }
}
