package lifeboat.controller.security;

import java.net.URI;
import java.util.regex.Pattern;

/** Whom a signed request may be sent to: AWS, or a stand-in on this machine. */
public sealed interface StsEndpoints {

    /** {@code https://sts.amazonaws.com} and {@code https://sts.REGION.amazonaws.com}. */
    record Aws() implements StsEndpoints {

        private static final Pattern HOST =
                Pattern.compile("sts(\\.[a-z]{2}(-[a-z]+){1,2}-[0-9]{1,2})?\\.amazonaws\\.com");

        @Override
        public boolean admits(URI url) {
            return "https".equals(url.getScheme())
                    && url.getHost() != null
                    && HOST.matcher(url.getHost()).matches()
                    && url.getPort() == -1;
        }
    }

    /** {@code http://127.0.0.1:PORT}, for trials and tests. */
    record Loopback(int port) implements StsEndpoints {

        @Override
        public boolean admits(URI url) {
            return "http".equals(url.getScheme())
                    && "127.0.0.1".equals(url.getHost())
                    && url.getPort() == port;
        }
    }

    boolean admits(URI url);
}
