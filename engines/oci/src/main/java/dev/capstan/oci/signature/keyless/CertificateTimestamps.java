package dev.capstan.oci.signature.keyless;

import dev.capstan.digest.Digest;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;

/**
 * What logs of certificates signed about a certificate before it was made (RFC 6962): its authority cannot have made it in secret.
 */
final class CertificateTimestamps {
    private static final ASN1ObjectIdentifier LIST = new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");
    private static final int EXTENSIONS = 3;
    private static final int LOG_ID = 32;
    private static final int MOST = 16;

    private CertificateTimestamps() {}

    /** One signed certificate timestamp. */
    private record Timestamp(byte[] logId, long milliseconds, byte[] extensions, byte[] signature) {}

    /**
     * Whether one of the logs signed for the certificate.
     *
     * @param issuer the key that the certificate was signed with
     */
    static boolean areOf(IdentityCertificate certificate, PublicKey issuer, List<LogKey> logs) {
        var list = certificate.extension(LIST.getId());
        if (list.isEmpty()) {
            return false;
        }
        try {
            byte[] before = withoutTimestamps(certificate.der());
            for (var timestamp : read(ASN1OctetString.getInstance(list.get()).getOctets())) {
                byte[] signed = signed(timestamp, issuer, before);
                if (logs.stream().anyMatch(log -> holds(log, timestamp, signed))) {
                    return true;
                }
            }
            return false;
        } catch (IOException | IllegalArgumentException | IllegalStateException | BufferUnderflowException e) {
            return false; // it is not of the right form
        }
    }

    private static boolean holds(LogKey log, Timestamp timestamp, byte[] signed) {
        return log.isOf(timestamp.logId())
                && log.validity().includes(Instant.ofEpochMilli(timestamp.milliseconds()))
                && log.key().verifies(signed, timestamp.signature());
    }

    private static List<Timestamp> read(byte[] list) {
        var all = ByteBuffer.wrap(vector(ByteBuffer.wrap(list)));
        var found = new ArrayList<Timestamp>();
        while (all.hasRemaining() && found.size() < MOST) {
            var one = ByteBuffer.wrap(vector(all));
            if (one.get() == 0) { // version 1
                byte[] logId = new byte[LOG_ID];
                one.get(logId);
                long time = one.getLong();
                byte[] extensions = vector(one);
                one.getShort(); // which algorithm, which the key of the log says as well
                found.add(new Timestamp(logId, time, extensions, vector(one)));
            }
        }
        return found;
    }

    /** Bytes with their number in front. */
    private static byte[] vector(ByteBuffer from) {
        byte[] bytes = new byte[from.getShort() & 0xffff];
        from.get(bytes);
        return bytes;
    }

    private static byte[] signed(Timestamp timestamp, PublicKey issuer, byte[] certificate) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte(0); // version 1
        out.writeByte(0); // of a timestamp
        out.writeLong(timestamp.milliseconds());
        out.writeShort(1); // of a certificate that is not made yet
        out.write(HexFormat.of().parseHex(Digest.sha256(issuer.getEncoded()).hex()));
        out.writeByte(certificate.length >> 16);
        out.writeShort(certificate.length & 0xffff);
        out.write(certificate);
        out.writeShort(timestamp.extensions().length);
        out.write(timestamp.extensions());
        return bytes.toByteArray();
    }

    /** What was to be signed by the authority when the logs were asked. */
    private static byte[] withoutTimestamps(byte[] der) throws IOException {
        var fields = ASN1Sequence.getInstance(
                Certificate.getInstance(der).getTBSCertificate().toASN1Primitive());
        var kept = new ASN1EncodableVector();
        for (var field : fields) {
            kept.add(
                    field instanceof ASN1TaggedObject tagged && tagged.getTagNo() == EXTENSIONS
                            ? new DERTaggedObject(true, EXTENSIONS, others(ASN1Sequence.getInstance(tagged, true)))
                            : field);
        }
        return new DERSequence(kept).getEncoded(ASN1Encoding.DER);
    }

    private static ASN1Encodable others(ASN1Sequence extensions) {
        var kept = new ASN1EncodableVector();
        for (var extension : extensions) {
            if (!Extension.getInstance(extension).getExtnId().equals(LIST)) {
                kept.add(extension);
            }
        }
        return new DERSequence(kept);
    }
}
