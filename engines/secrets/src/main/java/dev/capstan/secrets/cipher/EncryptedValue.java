package dev.capstan.secrets.cipher;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** An encrypted leaf in its notation {@code ENC[AES256_GCM,data:…,iv:…,tag:…,type:…]}. */
record EncryptedValue(byte[] data, byte[] iv, byte[] tag, String type) {
    private static final String BEGIN = "ENC[AES256_GCM,data:";
    private static final String IV = ",iv:";
    private static final String TAG = ",tag:";
    private static final String TYPE = ",type:";

    /** Reads the notation; what follows its end does not count. */
    static Optional<EncryptedValue> parse(String text) {
        int end = text.lastIndexOf(']');
        int type = text.lastIndexOf(TYPE, end);
        int tag = text.lastIndexOf(TAG, type);
        int iv = text.lastIndexOf(IV, tag);
        if (!text.startsWith(BEGIN) || iv < BEGIN.length() || tag < iv || type < tag || end < type) {
            return Optional.empty();
        }
        try {
            return Optional.of(new EncryptedValue(
                            decoded(text.substring(BEGIN.length(), iv)),
                            decoded(text.substring(iv + IV.length(), tag)),
                            decoded(text.substring(tag + TAG.length(), type)),
                            text.substring(type + TYPE.length(), end)))
                    .filter(EncryptedValue::isWhole);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Go's decoder, too, passes over line ends and takes no unpadded text. */
    private static byte[] decoded(String base64) {
        String compact = base64.replace("\n", "").replace("\r", "");
        if (compact.length() % 4 != 0) {
            throw new IllegalArgumentException("not padded");
        }
        return Base64.getDecoder().decode(compact);
    }

    private boolean isWhole() {
        return data.length > 0 && iv.length > 0 && tag.length == ValueCipher.TAG_BYTES;
    }

    /** The notation. */
    String text() {
        var base64 = Base64.getEncoder();
        return BEGIN + base64.encodeToString(data) + IV + base64.encodeToString(iv) + TAG + base64.encodeToString(tag)
                + TYPE + type + "]";
    }

    byte[] dataAndTag() {
        byte[] both = Arrays.copyOf(data, data.length + tag.length);
        System.arraycopy(tag, 0, both, data.length, tag.length);
        return both;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncryptedValue that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return "EncryptedValue[" + type + "]";
    }
}
