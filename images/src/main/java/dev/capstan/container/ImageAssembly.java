package dev.capstan.container;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/**
 * Puts layers and description upon a base, by Jib.
 *
 * @param cache folder for packed layers
 */
record ImageAssembly(Path cache) {

    /** The parts of an image. */
    record Parts(BaseImage base, ImageLayers layers, ImageDescription description) {}

    /**
     * Writes an image as a docker-archive, which engines load and containerd imports.
     *
     * @return the digest of its manifest
     * @throws ImageException when it cannot be written
     */
    String write(Parts parts, Path tar) {
        try {
            return run(
                            parts,
                            Containerizer.to(
                                    TarImage.at(tar).named(parts.description().name())))
                    .getDigest()
                    .toString();
        } catch (InvalidImageReferenceException | IOException | ExecutionException | RegistryException e) {
            throw new ImageException(
                    "The image " + parts.description().name() + " cannot be written to " + tar + ": " + root(e), e);
        }
    }

    /** Hands it over, through the caches that all images share. */
    JibContainer run(Parts parts, Containerizer target) throws IOException, ExecutionException, RegistryException {
        target.setBaseImageLayersCache(cache.resolve("base-layers"))
                .setApplicationLayersCache(cache.resolve("layers"))
                .setToolName("capstan");
        try {
            return builder(parts).containerize(target);
        } catch (CacheDirectoryCreationException e) {
            throw new ImageException("The cache folder " + cache + " cannot be made; is it writable?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException("The build of " + parts.description().name() + " was interrupted", e);
        }
    }

    private static JibContainerBuilder builder(Parts parts) {
        var description = parts.description();
        return Jib.from(TarImage.at(parts.base().archive()))
                .setFileEntriesLayers(parts.layers().layers())
                .setEntrypoint(description.entrypoint())
                .setEnvironment(description.environment())
                .setLabels(description.labels())
                .setExposedPorts(description.jibPorts())
                .setUser(User.ID + ":" + User.ID)
                .setCreationTime(description.created())
                .setFormat(ImageFormat.Docker);
    }

    /** Who the containers run as; a number, so that {@code runAsNonRoot} can be checked. */
    static final class User {
        static final int ID = 65532;

        private User() {}
    }

    /** The last cause, which says what went wrong. */
    static String root(Throwable failure) {
        Throwable last = failure;
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            last = cause;
        }
        return last.getMessage() == null ? last.toString() : last.getMessage();
    }
}
