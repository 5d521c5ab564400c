package dev.capstan.oci.registry;

import dev.capstan.digest.Digest;
import dev.capstan.digest.DigestAlgorithm;
import dev.capstan.http.HttpFailure;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.OutboundResponse;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciFailureException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * The bytes of a blob. Goes on where it was when the connection breaks, by a range request where the server knows them; at its end
 * it fails unless size and digest are those of the descriptor.
 */
final class BlobStream extends InputStream {
    private static final int MOST_BREAKS = 5;

    private final RegistryConnection connection;
    private final Descriptor blob;
    private final DigestAlgorithm algorithm;
    private final MessageDigest computation;
    private OutboundResponse answer;
    private long position;
    private int breaks;
    private boolean isVerified;

    private BlobStream(RegistryConnection connection, Descriptor blob, OutboundResponse answer) {
        this.connection = connection;
        this.blob = blob;
        this.algorithm = blob.digest().algorithm();
        this.computation = algorithm.start();
        this.answer = answer;
    }

    static BlobStream open(RegistryConnection connection, Descriptor blob, long most) throws OciFailureException {
        if (blob.size() > most) {
            throw new OciFailureException(
                    new OciFailure.LimitExceeded(connection.repository(), "bytes of a layer", most));
        }
        return new BlobStream(connection, blob, ask(connection, blob, 0));
    }

    /** From the position on, or from the beginning where the server does not know ranges; closes what is not used. */
    private static OutboundResponse ask(RegistryConnection connection, Descriptor blob, long position)
            throws OciFailureException {
        var request = RegistryConnection.Request.get(connection.address("blobs/" + blob.digest()), blob.size() + 1);
        OutboundResponse answer =
                connection.send(position == 0 ? request : request.with("Range", "bytes=" + position + "-"));
        boolean isExpected = answer.status() == 200 || position > 0 && answer.status() == 206;
        if (!isExpected) {
            try (answer) {
                throw connection.refused(answer, "the blob '" + blob.digest() + "'");
            }
        }
        return answer;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            try {
                int count = answer.body().read(buffer, offset, length);
                if (count < 0 && position < blob.size()) {
                    resume(new HttpFailure.ConnectionBroken(
                            connection.repository().host(), "it was closed too early"));
                    continue;
                }
                return accept(buffer, offset, count);
            } catch (HttpFailureException e) {
                resume(e.failure());
            }
        }
    }

    private int accept(byte[] buffer, int offset, int count) throws OciFailureException {
        if (count < 0) {
            verify();
            return -1;
        }
        position += count;
        if (position > blob.size()) {
            throw wrong("it has more bytes than the " + blob.size() + " that the manifest says");
        }
        computation.update(buffer, offset, count);
        return count;
    }

    private void verify() throws OciFailureException {
        if (!isVerified && !algorithm.finish(computation).equals(blob.digest())) {
            throw wrong("its content has another digest");
        }
        isVerified = true;
    }

    private void resume(HttpFailure failure) throws IOException {
        if (failure instanceof HttpFailure.AnswerTooLong) {
            throw wrong("it has more bytes than the " + blob.size() + " that the manifest says");
        }
        if (!(failure instanceof HttpFailure.ConnectionBroken) || ++breaks > MOST_BREAKS) {
            throw new OciFailureException(HttpFailures.of(connection.repository(), failure));
        }
        answer.close();
        answer = ask(connection, blob, position);
        if (answer.status() == 206) {
            requireThatItBeginsHere();
        } else {
            skip();
        }
    }

    private void requireThatItBeginsHere() throws OciFailureException {
        var range = answer.header("Content-Range").orElse("");
        if (!range.startsWith("bytes " + position + "-")) {
            throw connection.malformed("it answers the request for a part of a blob with another part");
        }
    }

    /**
     * What was read before comes again, and must be the same: whoever reads us has it already, and the digest at the end is about
     * what they have.
     */
    private void skip() throws OciFailureException {
        MessageDigest again = algorithm.start();
        byte[] buffer = new byte[1 << 14];
        try {
            long left = position;
            while (left > 0) {
                int count = answer.body().read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw wrong("it has fewer bytes than before");
                }
                again.update(buffer, 0, count);
                left -= count;
            }
        } catch (HttpFailureException e) {
            throw HttpFailures.of(connection.repository(), e);
        } catch (OciFailureException e) {
            throw e;
        } catch (IOException e) {
            throw new OciFailureException(new OciFailure.Unreachable(connection.repository(), "the connection broke"));
        }
        if (!algorithm.finish(again).equals(digestSoFar())) {
            throw wrong("it has other bytes than before");
        }
    }

    private Digest digestSoFar() {
        try {
            return algorithm.finish((MessageDigest) computation.clone());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the digests of every Java runtime can be copied", e);
        }
    }

    private OciFailureException wrong(String why) {
        return new OciFailureException(
                new OciFailure.ContentWrong(connection.repository(), "the blob '" + blob.digest() + "'", why));
    }

    @Override
    public void close() {
        answer.close();
    }
}
