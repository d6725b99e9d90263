//! Services for the step *Refer*: a few by kind and by name. The directory itself is kept elsewhere.

use crate::error::StorageError;
use crate::tables::{from_json, word};
use crate::vault::Vault;
use casework::directory::{Service, ServiceKind};

impl Vault {
    /// Services of these kinds whose name has this text in it, by name, at most `limit`. Case makes no
    /// difference for plain letters.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn services_for_routes(
        &self,
        kinds: &[ServiceKind],
        name: &str,
        limit: u32,
    ) -> Result<Vec<Service>, StorageError> {
        let kinds = kinds.iter().map(word).collect::<Result<Vec<_>, _>>()?;
        let kinds = format!(",{},", kinds.join(","));
        let mut statement = self.connection.prepare_cached(
            "SELECT body FROM service
             WHERE instr(?1, ',' || kind || ',') AND instr(lower(name), lower(?2))
             ORDER BY name, id LIMIT ?3",
        )?;
        let mut rows = statement.query((kinds, name.trim(), limit))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(from_json(row.get::<_, String>(0)?.as_bytes())?);
        }
        Ok(found)
    }
}
