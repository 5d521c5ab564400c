package dev.capstan.application.core.redis;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a command is answered with. */
public sealed interface RedisReply {
    /** A word that says that something was done. */
    record Simple(String word) implements RedisReply {}

    /** A code and words for people, in one line. */
    record Failed(String line) implements RedisReply {}

    record Count(long value) implements RedisReply {}

    /** A text, or any bytes. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Bulk(byte[] content) implements RedisReply {
        /** A text. */
        public static Bulk of(String text) {
            return new Bulk(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** There is no such value. */
    record Nothing() implements RedisReply {}

    /** Names and values, one after the other. */
    record Pairs(List<RedisReply> all) implements RedisReply {
        /** Copies the list. */
        public Pairs {
            all = List.copyOf(all);
        }
    }

    /** The bytes, as a version of the protocol has them: 2 or 3. */
    default byte[] bytes(int protocol) {
        var out = new ByteArrayOutputStream();
        write(this, protocol, out);
        return out.toByteArray();
    }

    private static void write(RedisReply reply, int protocol, ByteArrayOutputStream out) {
        switch (reply) {
            case Simple(String word) -> line(out, '+', word);
            case Failed(String line) -> line(out, '-', line.replaceAll("[\r\n]+", " "));
            case Count(long value) -> line(out, ':', Long.toString(value));
            case Nothing() -> line(out, protocol == 3 ? '_' : '$', protocol == 3 ? "" : "-1");
            case Bulk(byte[] content) -> {
                line(out, '$', Integer.toString(content.length));
                out.writeBytes(content);
                out.writeBytes(new byte[] {'\r', '\n'});
            }
            case Pairs(List<RedisReply> all) -> {
                line(out, protocol == 3 ? '%' : '*', Integer.toString(protocol == 3 ? all.size() / 2 : all.size()));
                all.forEach(each -> write(each, protocol, out));
            }
        }
    }

    private static void line(ByteArrayOutputStream out, char type, String text) {
        out.write(type);
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(new byte[] {'\r', '\n'});
    }
}
