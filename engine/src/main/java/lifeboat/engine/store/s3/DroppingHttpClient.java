package lifeboat.engine.store.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Drops the connection of a body that is closed before its end, and keeps that of others.
 *
 * <p>Apache's client reads the rest instead, to keep the connection. The SDK closes bodies so when
 * a thread is interrupted, after it has cleared the interrupt: with a stalled server the thread
 * would hang until the stall timeout (seen with SDK 2.57.8, 2026-11).
 */
final class DroppingHttpClient implements SdkHttpClient {

    private final SdkHttpClient inner;

    DroppingHttpClient(SdkHttpClient inner) {
        this.inner = inner;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = inner.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                HttpExecuteResponse response = prepared.call();
                return HttpExecuteResponse.builder()
                        .response(response.httpResponse())
                        .responseBody(
                                response.responseBody()
                                        .map(body -> dropping(response.httpResponse(), body))
                                        .orElse(null))
                        .build();
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    private static AbortableInputStream dropping(SdkHttpResponse head, AbortableInputStream body) {
        Optional<Long> length = head.firstMatchingHeader("Content-Length").map(Long::valueOf);
        return AbortableInputStream.create(new Body(body, length.orElse(Long.MAX_VALUE)), body);
    }

    @Override
    public String clientName() {
        return inner.clientName();
    }

    @Override
    public void close() {
        inner.close();
    }

    private static final class Body extends FilterInputStream {

        private final AbortableInputStream body;
        private long left;

        Body(AbortableInputStream body, long length) {
            super(body);
            this.body = body;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            left = b < 0 ? 0 : left - 1;
            return b;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int n = super.read(to, offset, length);
            left = n < 0 ? 0 : left - n;
            return n;
        }

        @Override
        public void close() throws IOException {
            if (left > 0) {
                body.abort();
            } else {
                super.close();
            }
        }
    }
}
