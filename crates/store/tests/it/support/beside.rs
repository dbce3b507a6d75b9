//! A second program at the database of a test.

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tokio::task::JoinHandle;

use super::TestStore;

/// A connection of its own.
pub struct Beside {
    conn: PgConnection,
    url: String,
}

/// Statements that run there.
pub struct Started(JoinHandle<()>);

impl Beside {
    /// A connection to the database of `it`.
    pub async fn new(it: &TestStore) -> Self {
        Self { conn: PgConnection::connect(&it.url).await.unwrap(), url: it.url.clone() }
    }

    /// Runs statements to their end.
    pub async fn run(&mut self, sql: &str) {
        self.conn.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.unwrap();
    }

    /// Runs statements until they are done or wait for somebody else.
    pub async fn start(mut self, sql: &str) -> Started {
        let pid: i32 = sqlx::query_scalar("select pg_backend_pid()").fetch_one(&mut self.conn).await.unwrap();
        let mut watch = PgConnection::connect(&self.url).await.unwrap();
        let sql = sql.to_owned();
        let running = tokio::spawn(async move { self.run(&sql).await });
        loop {
            let waits: bool = sqlx::query_scalar("select cardinality(pg_blocking_pids($1)) > 0")
                .bind(pid)
                .fetch_one(&mut watch)
                .await
                .unwrap();
            if waits || running.is_finished() {
                return Started(running);
            }
        }
    }
}

impl Started {
    /// Waits for their end.
    pub async fn end(self) {
        self.0.await.unwrap();
    }
}
