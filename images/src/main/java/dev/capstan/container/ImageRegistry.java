package dev.capstan.container;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/**
 * The registry that images are pushed to, with the logins of {@code docker login}.
 *
 * @param address {@code host:port}, with a path where images have to be below one
 * @param isInsecure whether it may be without TLS
 */
record ImageRegistry(String address, boolean isInsecure) {
    private static final String PROPERTY = "-Dimages.registry=host:port";

    ImageRegistry {
        if (!address.matches("[A-Za-z0-9.-]+(:\\d{1,5})?(/[a-z0-9._/-]+)?")) {
            throw new ImageException(
                    "What was given as registry does not name one. Name its host and port, without scheme and login: "
                            + PROPERTY);
        }
    }

    /** The name of an image there. */
    String nameOf(String image) {
        return address + "/" + image;
    }

    /**
     * Pushes an image.
     *
     * @param name as {@link #nameOf} gives it
     * @return the digest of its manifest
     * @throws ImageException with what the registry said, and what to do
     */
    String push(ImageAssembly assembly, ImageAssembly.Parts parts, String name) {
        try {
            var reference = ImageReference.parse(name);
            var logins = CredentialRetrieverFactory.forImage(reference, _ -> {});
            var image = RegistryImage.named(reference).addCredentialRetriever(logins.dockerConfig());
            return assembly.run(parts, Containerizer.to(image).setAllowInsecureRegistries(isInsecure))
                    .getDigest()
                    .toString();
        } catch (InvalidImageReferenceException e) {
            throw new ImageException("'" + name + "' is no name of an image; correct " + PROPERTY, e);
        } catch (IOException | ExecutionException | RegistryException e) {
            throw new ImageException(explain(name, e), e);
        }
    }

    private String explain(String name, Exception failure) {
        String start = "The registry " + address + " did not take " + name + ": ";
        String said = ImageAssembly.root(failure);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RegistryUnauthorizedException) {
                return start + "it wants a login that may push. docker login " + address
                        + " (or podman login with REGISTRY_AUTH_FILE=~/.docker/config.json), then again.";
            }
            if (cause instanceof SSLException
                    || cause.getClass().getSimpleName().startsWith("Insecure")) {
                return start
                        + "it does not speak TLS, or its certificate is of an authority that this Java does not know ("
                        + said + "). For a registry without TLS: -Dimages.insecure=true";
            }
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof SocketTimeoutException) {
                return start + "it is not reached (" + said + "). Start it or correct " + PROPERTY
                        + ", then again; the images are in */target/*.tar meanwhile.";
            }
        }
        return start + said + ". The images are in */target/*.tar meanwhile.";
    }
}
