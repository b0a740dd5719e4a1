package lifeboat.engine.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * A name with wildcards: {@code *}, {@code ?}, {@code [a-z]}, {@code [^a]}, backslash to take a
 * character as it is.
 *
 * <p>{@code ?} and a class take a character, or an invalid byte; {@code *} takes bytes. Matching
 * goes back to the last {@code *} only, so it costs at most pattern length times name length.
 */
final class Glob implements NamePattern {

    /** What one position of the pattern takes. */
    private sealed interface Token {}

    private record One(byte value) implements Token {}

    private record Any() implements Token {}

    private record Star() implements Token {}

    private record OneOf(boolean negated, List<Range> ranges) implements Token {

        boolean has(int character) {
            for (Range range : ranges) {
                if (range.low <= character && character <= range.high) {
                    return !negated;
                }
            }
            return negated;
        }
    }

    private record Range(int low, int high) {}

    private final Token[] tokens;

    private Glob(List<Token> tokens) {
        this.tokens = tokens.toArray(Token[]::new);
    }

    static Glob compile(byte[] text) {
        return new Glob(new Parser(text).tokens());
    }

    @Override
    public boolean matches(byte[] name) {
        int token = 0;
        int at = 0;
        int afterStar = -1; // the token behind the last star
        int starTook = 0; // up to where that star has taken the name
        while (true) {
            if (token < tokens.length && tokens[token] instanceof Star) {
                afterStar = ++token;
                starTook = at;
                if (token == tokens.length) {
                    return true;
                }
                continue;
            }
            if (token == tokens.length && at == name.length) {
                return true;
            }
            int taken = token < tokens.length && at < name.length ? taken(name, token, at) : 0;
            if (taken > 0) {
                token++;
                at += taken;
            } else if (afterStar >= 0 && starTook < name.length) {
                token = afterStar;
                at = ++starTook;
            } else {
                return false;
            }
        }
    }

    /** How many bytes of the name the token takes; 0 if it does not match. */
    private int taken(byte[] name, int token, int at) {
        return switch (tokens[token]) {
            case One one -> one.value == name[at] ? 1 : 0;
            case Any _ -> Utf8.width(name, at);
            case OneOf oneOf -> oneOf.has(Utf8.character(name, at)) ? Utf8.width(name, at) : 0;
            case Star _ -> throw new IllegalStateException("a star takes no fixed number of bytes");
        };
    }

    private static final class Parser {

        private final byte[] text;
        private int at;

        private Parser(byte[] text) {
            this.text = text;
        }

        List<Token> tokens() {
            List<Token> tokens = new ArrayList<>();
            while (at < text.length) {
                byte b = text[at++];
                switch (b) {
                    case '*' -> {
                        if (tokens.isEmpty() || !(tokens.getLast() instanceof Star)) {
                            tokens.add(new Star());
                        }
                    }
                    case '?' -> tokens.add(new Any());
                    case '[' -> tokens.add(oneOf());
                    case '\\' -> {
                        require("a backslash at its end");
                        tokens.add(new One(text[at++]));
                    }
                    default -> tokens.add(new One(b));
                }
            }
            return tokens;
        }

        private OneOf oneOf() {
            boolean negated = at < text.length && text[at] == '^';
            if (negated) {
                at++;
            }
            List<Range> ranges = new ArrayList<>();
            while (true) {
                require("a [ without its ]");
                if (text[at] == ']' && !ranges.isEmpty()) {
                    at++;
                    return new OneOf(negated, List.copyOf(ranges));
                }
                int low = member();
                require("a [ without its ]");
                int high = low;
                if (text[at] == '-') {
                    at++;
                    high = member();
                }
                ranges.add(new Range(low, high));
            }
        }

        private int member() {
            require("a [ without its ]");
            if (text[at] == '-' || text[at] == ']') {
                throw new IllegalArgumentException(
                        "a class in brackets that is empty or has a - or ] without a backslash");
            }
            if (text[at] == '\\') {
                at++;
                require("a [ without its ]");
            }
            int character = Utf8.character(text, at);
            at += Utf8.width(text, at);
            return character;
        }

        private void require(String fault) {
            if (at >= text.length) {
                throw new IllegalArgumentException(fault);
            }
        }
    }
}
