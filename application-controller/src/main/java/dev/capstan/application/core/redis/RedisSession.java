package dev.capstan.application.core.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one client may do: read, after it has said the password. Without a password on our side nobody reads anything. Not for several threads.
 */
public final class RedisSession {
    /** Somebody who tries words is sent away; the next try costs a connection. */
    private static final int MOST_WRONG = 3;

    private static final String USER = "default";
    private static final RedisReply OK = new RedisReply.Simple("OK");

    private final Supplier<Optional<String>> password;
    private final Values values;
    private int protocol = 2;
    private int wrong;
    private boolean isTrusted;
    private boolean isOver;

    /** What there is to read. */
    @FunctionalInterface
    public interface Values {
        /** A value; empty when there is none. May block. */
        Optional<byte[]> get(String key);
    }

    /** @param password asked at each attempt; empty when there is none, so that nobody is let in */
    public RedisSession(Supplier<Optional<String>> password, Values values) {
        this.password = password;
        this.values = values;
    }

    /** Whether the connection is to be closed after the last answer. */
    public boolean isOver() {
        return isOver;
    }

    /** The bytes of the answer to a command, its name first. */
    public byte[] answer(List<String> command) {
        RedisReply reply = command.isEmpty()
                ? new RedisReply.Failed("ERR empty command")
                : reply(command.getFirst().toUpperCase(Locale.ROOT), command.subList(1, command.size()));
        return reply.bytes(protocol);
    }

    private RedisReply reply(String name, List<String> arguments) {
        return switch (name) {
            case "QUIT" -> {
                isOver = true;
                yield OK;
            }
            case "AUTH" -> authenticated(arguments).orElse(OK);
            case "HELLO" -> hello(arguments);
            default -> isTrusted ? trusted(name, arguments) : refusal();
        };
    }

    private RedisReply refusal() {
        return new RedisReply.Failed(
                password.get().isEmpty()
                        ? "NOAUTH Nothing is given out: the Secret argocd-redis with a password in its key auth is missing"
                        : "NOAUTH Authentication required.");
    }

    private RedisReply trusted(String name, List<String> arguments) {
        return switch (name) {
            case "GET" ->
                arguments.size() == 1
                        ? values.get(arguments.getFirst())
                                .<RedisReply>map(RedisReply.Bulk::new)
                                .orElseGet(RedisReply.Nothing::new)
                        : new RedisReply.Failed("ERR wrong number of arguments for 'get' command");
            case "PING" ->
                arguments.isEmpty() ? new RedisReply.Simple("PONG") : RedisReply.Bulk.of(arguments.getFirst());
            case "SELECT" ->
                arguments.equals(List.of("0")) ? OK : new RedisReply.Failed("ERR DB index is out of range");
            case "CLIENT" -> client(arguments);
            case "COMMAND" -> new RedisReply.Pairs(List.of());
            default ->
                new RedisReply.Failed("ERR unknown command '" + shown(name)
                        + "': this is Capstan, which gives out states of Applications, and keeps nothing for others");
        };
    }

    private static RedisReply client(List<String> arguments) {
        String what = arguments.isEmpty() ? "" : arguments.getFirst().toUpperCase(Locale.ROOT);
        return switch (what) {
            case "SETNAME", "SETINFO" -> OK;
            case "ID" -> new RedisReply.Count(1);
            case "GETNAME" -> new RedisReply.Nothing();
            default -> new RedisReply.Failed("ERR unknown subcommand '" + shown(what) + "'");
        };
    }

    private static String shown(String name) {
        return name.length() > 32 ? name.substring(0, 32) : name;
    }

    /** {@code HELLO [protocol [AUTH user password] [SETNAME name]]}. */
    private RedisReply hello(List<String> arguments) {
        int wanted = protocol;
        if (!arguments.isEmpty()) {
            if (!List.of("2", "3").contains(arguments.getFirst())) {
                return new RedisReply.Failed("NOPROTO unsupported protocol version");
            }
            wanted = Integer.parseInt(arguments.getFirst());
        }
        for (int i = 1; i < arguments.size(); i++) {
            String option = arguments.get(i).toUpperCase(Locale.ROOT);
            if (option.equals("AUTH") && i + 2 < arguments.size()) {
                Optional<RedisReply> refused = authenticated(arguments.subList(i + 1, i + 3));
                if (refused.isPresent()) {
                    return refused.get();
                }
                i += 2;
            } else if (option.equals("SETNAME") && i + 1 < arguments.size()) {
                i++;
            } else {
                return new RedisReply.Failed("ERR Syntax error in HELLO");
            }
        }
        if (!isTrusted) {
            return refusal();
        }
        protocol = wanted;
        return new RedisReply.Pairs(greeting(wanted));
    }

    private static List<RedisReply> greeting(int protocol) {
        List<RedisReply> all = new ArrayList<>();
        all.add(RedisReply.Bulk.of("server"));
        all.add(RedisReply.Bulk.of("redis"));
        all.add(RedisReply.Bulk.of("version"));
        all.add(RedisReply.Bulk.of("7.0.0"));
        all.add(RedisReply.Bulk.of("proto"));
        all.add(new RedisReply.Count(protocol));
        all.add(RedisReply.Bulk.of("mode"));
        all.add(RedisReply.Bulk.of("standalone"));
        all.add(RedisReply.Bulk.of("role"));
        all.add(RedisReply.Bulk.of("replica"));
        return all;
    }

    /** {@code [user] password}; empty when it is right. */
    private Optional<RedisReply> authenticated(List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() > 2) {
            return Optional.of(new RedisReply.Failed("ERR wrong number of arguments for 'auth' command"));
        }
        Optional<String> wanted = password.get();
        boolean isUser = arguments.size() == 1 || arguments.getFirst().equals(USER);
        isTrusted = isUser
                && wanted.filter(known -> isSame(known, arguments.getLast())).isPresent();
        if (isTrusted) {
            return Optional.empty();
        }
        wrong++;
        isOver = wrong >= MOST_WRONG;
        return Optional.of(
                wanted.isEmpty()
                        ? refusal()
                        : new RedisReply.Failed("WRONGPASS invalid username-password pair or user is disabled."));
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
