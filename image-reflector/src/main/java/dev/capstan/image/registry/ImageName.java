package dev.capstan.image.registry;

import dev.capstan.api.image.ImageRepositorySpec;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.RepositoryName;
import java.util.regex.Pattern;

/** The images that an ImageRepository may name. */
public final class ImageName {
    private static final int SHORTEST = 2;
    private static final String LOCAL_DOMAIN = ".local";
    private static final Pattern PRIVATE = Pattern.compile(
            "10(\\.[0-9]{1,3}){3}|192\\.168(\\.[0-9]{1,3}){2}|172\\.(1[6-9]|2[0-9]|3[01])(\\.[0-9]{1,3}){2}");

    private ImageName() {}

    /** The outcome of reading a name. */
    public sealed interface Read {
        /** It is one; with Docker Hub's short names written out. */
        record Valid(RepositoryName name) implements Read {}

        /** It is none. */
        record Invalid(String why) implements Read {}
    }

    /** Reads the image of a spec: a repository without scheme, tag and digest. */
    public static Read of(ImageRepositorySpec spec) {
        String image = spec.image();
        if (image == null || image.isEmpty()) {
            return new Read.Invalid("spec.image is missing; write the repository of an image, such as ghcr.io/org/app");
        }
        if (image.contains("://")) {
            return new Read.Invalid("spec.image '" + image + "' must not begin with a scheme");
        }
        return switch (RepositoryName.parse(image)) {
            case OciResult.Success<RepositoryName>(var name) ->
                written(image, name).length() < SHORTEST
                        ? new Read.Invalid("spec.image '" + image + "' names a repository of one character only")
                        : new Read.Valid(name);
            case OciResult.Failed<RepositoryName>(OciFailure failure) ->
                new Read.Invalid("spec.image: " + failure.message());
        };
    }

    /** The path as it was written: without what stands for Docker Hub's own images. */
    private static String written(String image, RepositoryName name) {
        return image.indexOf('/') < 0 ? image : name.path();
    }

    /** Whether plain HTTP may be spoken with a host although the spec does not say so: it is of a private network by its name or address. */
    public static boolean isPrivate(RepositoryName name) {
        String host = name.host();
        return host.endsWith(LOCAL_DOMAIN) || PRIVATE.matcher(host).matches();
    }
}
