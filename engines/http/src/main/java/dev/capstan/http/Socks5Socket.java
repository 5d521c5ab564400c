package dev.capstan.http;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A connection through a SOCKS proxy: RFC 1928, and RFC 1929 for user and password. Java's own SOCKS takes its login from a setting
 * of the whole process.
 */
final class Socks5Socket extends Socket {
    private static final int VERSION = 5;
    private static final int NO_LOGIN = 0;
    private static final int PASSWORD = 2;
    private static final int PASSWORD_VERSION = 1;
    private static final int NOTHING_ACCEPTED = 0xff;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;
    private static final int LONGEST_WORD = 255;

    private final HttpProxy proxy;
    private final List<InetAddress> addresses;

    Socks5Socket(HttpProxy proxy, List<InetAddress> addresses) {
        this.proxy = proxy;
        this.addresses = addresses;
    }

    /**
     * Connects to the proxy, and through it.
     *
     * @param endpoint its host is sent as it was written, a name as a name; with a name comes one address of the proxy after the
     *     other, see {@link PinnedAddresses#under}
     */
    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        var target = (InetSocketAddress) endpoint;
        // The client takes a host that is written as an address for itself, so only the first of the proxy is tried
        // then.
        var address = CheckedAddresses.isLiteral(target.getHostString()) ? addresses.getFirst() : target.getAddress();
        super.connect(new InetSocketAddress(address, proxy.port()), timeout);
        setSoTimeout(timeout);
        var in = new DataInputStream(getInputStream());
        logIn(in);
        write(request(target));
        readReply(in);
        setSoTimeout(0);
    }

    private void logIn(DataInputStream in) throws IOException {
        write(new byte[] {VERSION, 1, (byte) (proxy.user().isPresent() ? PASSWORD : NO_LOGIN)});
        requireVersion(in.readUnsignedByte(), VERSION);
        int method = in.readUnsignedByte();
        if (method == NOTHING_ACCEPTED) {
            throw new HttpFailureException(
                    new HttpFailure.ProxyLoginRefused(proxy.user().isPresent()));
        }
        if (proxy.user().isPresent() && method == PASSWORD) {
            var user = proxy.user().get();
            var login = new ByteArrayOutputStream();
            login.write(PASSWORD_VERSION);
            writeWord(login, user.name());
            writeWord(login, user.password());
            write(login.toByteArray());
            requireVersion(in.readUnsignedByte(), PASSWORD_VERSION);
            if (in.readUnsignedByte() != 0) {
                throw new HttpFailureException(new HttpFailure.ProxyLoginRefused(true));
            }
        }
    }

    private byte[] request(InetSocketAddress target) throws IOException {
        var request = new ByteArrayOutputStream();
        request.write(new byte[] {VERSION, CONNECT, 0});
        var host = target.getHostString();
        if (CheckedAddresses.isLiteral(host)) {
            var address = InetAddress.ofLiteral(host).getAddress();
            request.write(address.length == 4 ? IPV4 : IPV6);
            request.write(address);
        } else {
            request.write(NAME);
            writeWord(request, host);
        }
        request.write(target.getPort() >> 8);
        request.write(target.getPort() & 0xff);
        return request.toByteArray();
    }

    private void writeWord(ByteArrayOutputStream message, String word) throws IOException {
        var bytes = word.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > LONGEST_WORD) {
            throw refused("a name or password for it must have 1 to " + LONGEST_WORD + " bytes");
        }
        message.write(bytes.length);
        message.write(bytes);
    }

    private void readReply(DataInputStream in) throws IOException {
        requireVersion(in.readUnsignedByte(), VERSION);
        int reply = in.readUnsignedByte();
        if (reply != 0) {
            throw refused(reason(reply));
        }
        in.readUnsignedByte();
        int length = switch (in.readUnsignedByte()) {
            case IPV4 -> 4;
            case IPV6 -> 16;
            case NAME -> in.readUnsignedByte();
            default -> throw refused("its answer is not one of SOCKS 5");
        };
        in.readFully(new byte[length + 2]);
    }

    private static String reason(int reply) {
        return switch (reply) {
            case 2 -> "its rules do not allow it";
            case 3 -> "the network cannot be reached";
            case 4 -> "the host cannot be reached, or its name is not known there";
            case 5 -> "the connection was refused";
            case 6 -> "it took too long";
            default -> "it failed (SOCKS reply " + reply + ")";
        };
    }

    private void requireVersion(int version, int expected) throws IOException {
        if (version != expected) {
            throw refused("its answer is not one of SOCKS 5");
        }
    }

    private HttpFailureException refused(String why) {
        return new HttpFailureException(new HttpFailure.ProxyRefused(proxy.host(), why));
    }

    private void write(byte[] message) throws IOException {
        getOutputStream().write(message);
        getOutputStream().flush();
    }
}
