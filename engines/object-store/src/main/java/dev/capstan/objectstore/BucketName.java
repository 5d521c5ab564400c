package dev.capstan.objectstore;

import java.util.regex.Pattern;

/**
 * The name of a bucket or container.
 *
 * @param text letters, digits and {@code . - _ : $}; nothing that an address would take for something else
 */
public record BucketName(String text) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:$-]{1,255}");
    private static final Pattern HOST_LABEL = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

    /**
     * A name as it was given.
     *
     * @throws ObjectStoreException when it cannot be the name of a bucket
     */
    public static BucketName parse(String text) throws ObjectStoreException {
        if (!NAME.matcher(text).matches() || text.equals(".") || text.equals("..")) {
            throw StoreCalls.failure(
                    new ObjectStoreFailure.AddressMalformed("'" + text + "' cannot be the name of a bucket"));
        }
        return new BucketName(text);
    }

    /** Whether it can stand before the name of a host that has a certificate for one label more. */
    boolean isHostLabel() {
        return HOST_LABEL.matcher(text).matches();
    }
}
