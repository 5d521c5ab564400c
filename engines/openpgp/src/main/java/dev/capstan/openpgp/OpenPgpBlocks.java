package dev.capstan.openpgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.openpgp.PGPUtil;

/**
 * The armored blocks of a file, however many, or the file itself when it is not armored. Text between blocks is a comment, as it is
 * for GnuPG; the begin or end of a block that is not whole is an error, because what it meant to hold would be missing unsaid.
 */
final class OpenPgpBlocks {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN PGP ([A-Z ]+)-----[ \\t\\r]*\\n(.*?)-----END PGP \\1-----", Pattern.DOTALL);
    private static final String PUBLIC = "PUBLIC KEY BLOCK";
    private static final String PRIVATE = "PRIVATE KEY BLOCK";
    private static final String ARMOR = "-----";
    private static final int PACKET_BIT = 0x80;

    private OpenPgpBlocks() {}

    /**
     * One block.
     *
     * @param place which one it is, for messages; empty when there is only one
     * @param packets what it holds, decoded
     */
    record Block(String place, byte[] packets) {}

    /**
     * Takes a file of public keys apart.
     *
     * @throws IOException with a message for people that names the block that cannot be read
     */
    static List<Block> of(byte[] file) throws IOException {
        return of(file, Set.of(PUBLIC));
    }

    /**
     * Takes a file of public and private keys apart.
     *
     * @throws IOException with a message for people that names the block that cannot be read
     */
    static List<Block> ofAllKeys(byte[] file) throws IOException {
        return of(file, Set.of(PUBLIC, PRIVATE));
    }

    private static List<Block> of(byte[] file, Set<String> kinds) throws IOException {
        var text = new String(file, StandardCharsets.ISO_8859_1);
        if (file.length == 0 || (file[0] & PACKET_BIT) != 0 && !text.contains(ARMOR + "BEGIN PGP")) {
            return List.of(new Block("", file));
        }
        if (!text.contains(ARMOR)) {
            return List.of(new Block("", decoded(file, "")));
        }
        return armored(text, kinds);
    }

    private static List<Block> armored(String text, Set<String> kinds) throws IOException {
        int count = text.split(ARMOR + "BEGIN", -1).length - 1;
        var blocks = new ArrayList<Block>();
        var matcher = BLOCK.matcher(text);
        int end = 0;
        while (matcher.find()) {
            requireComment(text.substring(end, matcher.start()), place(blocks.size() + 1, count));
            end = matcher.end();
            var place = place(blocks.size() + 1, count);
            requireComment(matcher.group(2), place);
            if (!kinds.contains(matcher.group(1))) {
                throw new IOException(
                        place + "it is a 'PGP " + matcher.group(1) + "', and only public keys belong here");
            }
            blocks.add(new Block(place, decoded(matcher.group().getBytes(StandardCharsets.ISO_8859_1), place)));
        }
        requireComment(text.substring(end), place(blocks.size() + 1, count));
        return blocks;
    }

    private static void requireComment(String text, String place) throws IOException {
        if (text.contains(ARMOR)) {
            throw new IOException(place + "its begin or its end is missing or misspelt");
        }
    }

    private static String place(int number, int count) {
        return count <= 1 ? "" : "block " + number + " of " + Math.max(number, count) + ": ";
    }

    private static byte[] decoded(byte[] armored, String place) throws IOException {
        try (var in = PGPUtil.getDecoderStream(new ByteArrayInputStream(armored))) {
            return in.readAllBytes();
        } catch (IOException | RuntimeException e) {
            throw new IOException(place + "it is damaged", e);
        }
    }
}
