package dev.capstan.kustomize.transform;

/**
 * The parts of an image name.
 *
 * @param name registry and repository
 * @param tag tag, may be empty
 * @param digest digest, may be empty
 */
record ImageName(String name, String tag, String digest) {

    /** Splits an image name; the colon of a port is not taken for a tag. */
    static ImageName parse(String image) {
        int slash = Math.max(image.indexOf('/'), 0);
        int at = image.indexOf('@', slash);
        int colon = image.indexOf(':', slash);
        if (at >= 0 && (colon < 0 || at < colon)) {
            return new ImageName(image.substring(0, at), "", image.substring(at + 1));
        }
        if (colon < 0) {
            return new ImageName(image, "", "");
        }
        return at < 0
                ? new ImageName(image.substring(0, colon), image.substring(colon + 1), "")
                : new ImageName(image.substring(0, colon), image.substring(colon + 1, at), image.substring(at + 1));
    }

    @Override
    public String toString() {
        return name + (tag.isEmpty() ? "" : ":" + tag) + (digest.isEmpty() ? "" : "@" + digest);
    }
}
